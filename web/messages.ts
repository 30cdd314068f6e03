/** All texts of the site in each language. French has exactly the keys of English: the type system sees to it. Holds no markup. */
import { en } from './messages/en.ts';
import { fr } from './messages/fr.ts';
import type { Language } from './format.ts';

export type Messages = typeof en;
export const MESSAGES: Readonly<Record<Language, Messages>> = { en, fr };
