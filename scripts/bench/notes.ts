/** What the report says beside its figures: how to read them, what stands in the way of a goal, and how to run peers side by side. Measures nothing. */

export const NOTES = `
## Where a goal is missed, and why

- **C2**: beside its handshake a visit resolves a name, makes four requests, parses their answers and is stored; the bare
  handshake is the smallest thing that could be measured. Not yet profiled part by part.
- **S1**: the yardstick is one statement a table, in key order, in one transaction, and reads nothing. A recorded visit also
  compares the profile with the last one, keeps what a later visit of the day lacks, and works out the change over 7 days;
  rows come in batches of 2,000 in the order of the visits.
- **S2**: a pass rewrites one row of \`instance\`, \`day\` and \`latest\` for each visit, and SQLite logs whole pages of 4 KB for
  rows of 40 bytes. Only what grows (\`observation\`, \`attempt\`) counts as kept. 30,000 visits in one transaction would log
  9 MB, 3.6 times what is kept; batches of 100 log 470 MB. The way further would be to write \`day\` once a day.
- **S3**: a row keeps room for eight figures, each unknown one a byte, and the source of imported ones; four figures in a row
  of their own would take 22 bytes, and a second look-up wherever more is told.
- **W2**: the text of four figures is made by SQLite in about half the time that objects of the same rows and their text take;
  writing 15,000 numbers out is what remains. Only keeping the series packed beside the rows would go further. Asked for
  again, a series costs what W1 says.

## Peers, side by side

No peer's code is in this repository. To compare, on one machine and against one simulated fleet with certificates:

1. Give the peer and Herdbook the same hosts, the same documents to ask for, the same number of visits at once, and one core
   each (\`taskset\`), the fleet on another. Loopback only.
2. TheKinrar/instances: Node 18, its \`cron.js\`, name servers set to the fleet's, software preset so that the steady state is
   measured. tgxn/lemmy-explorer: its \`instance\` queue worker, started ten times, with redis. vmstio/vmcrawl: \`crawl -f\`
   with 50 threads and PostgreSQL, private addresses allowed by its own setting.
3. Trust them with the fleet's authority: \`NODE_EXTRA_CA_CERTS\`, or \`SSL_CERT_FILE\` for Python.
4. In turns, three rounds at least, CPU from the system's accounting of the processes (\`/usr/bin/time -v\`), the database's
   process counted with its crawler; compare medians.
`;
