"""Every instance of a software, page by page. Standard library only. Usage: all_instances.py [https://herdbook.example] [mastodon]"""

import json
import sys
from urllib.parse import urlencode
from urllib.request import urlopen

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:3000"
SOFTWARE = sys.argv[2] if len(sys.argv) > 2 else "mastodon"

query = {"software": SOFTWARE, "sort": "domain", "limit": 500}
while True:
    with urlopen(f"{SITE}/api/v1/instances?{urlencode(query)}") as answer:
        page = json.load(answer)
    for instance in page["data"]:
        print(instance["domain"], instance["users"], sep="\t")
    if page["next"] is None:
        break
    query["after"] = page["next"]
