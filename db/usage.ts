/** What every program of Herdbook does when it is asked for help. Prints nothing itself. */

/** Whether help is asked for, wherever among the arguments: nothing else is done then. */
export function isHelpAsked(args: readonly string[]): boolean {
  const options = args.includes('--') ? args.slice(0, args.indexOf('--')) : args;
  return options.includes('--help') || options.includes('-h');
}
