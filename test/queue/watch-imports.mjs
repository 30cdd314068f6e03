// Says on standard error which packages a process loads. Loaded with --import.
import { registerHooks } from 'node:module';
import { writeSync } from 'node:fs';

registerHooks({
  resolve(specifier, context, next) {
    if (/^[a-z@]/.test(specifier) && !specifier.includes(':')) writeSync(2, `loaded: ${specifier}\n`);
    return next(specifier, context);
  },
});
