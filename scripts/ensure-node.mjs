// Stops with one clear line under a Node that is too old; plain JavaScript so that any Node can read it.
// Needed because better-sqlite3 13 does not report an old Node: it segfaults.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.version} is too old: 22.18 or newer is needed. Start Herdbook through npm: "npm ci" puts a newer Node under node_modules/.bin.`,
  );
  process.exit(1);
}
