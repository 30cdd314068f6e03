/** Compares version numbers a.b.c. Pure; what stands behind the numbers does not count. */

export type VersionNumbers = readonly [number, number, number];

/** The first up to three numbers; missing ones are 0. `null` where it does not begin like a version. */
export function versionNumbers(text: string | null): VersionNumbers | null {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(text ?? '');
  return found === null ? null : [Number(found[1]), Number(found[2] ?? 0), Number(found[3] ?? 0)];
}

/** Below 0: `a` is older. */
export function compareVersions(a: VersionNumbers, b: VersionNumbers): number {
  const index = a.findIndex((number, place) => number !== b[place]);
  return index === -1 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
