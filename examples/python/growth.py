"""Accounts of the network by month, and their growth. Standard library only. Usage: growth.py [https://herdbook.example]"""

import json
import sys
from datetime import datetime, timezone
from urllib.request import urlopen

SITE = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:3000"

with urlopen(f"{SITE}/api/v1/network/series?metric=users&interval=month") as answer:
    points = json.load(answer)["points"]

before = None
for at, users in points:
    month = datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m")
    # None is a gap: unknown, not zero.
    growth = "" if users is None or not before else f"{users / before - 1:+.1%}"
    print(month, "unknown" if users is None else users, growth, sep="\t")
    before = users
