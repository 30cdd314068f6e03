/** Reads the dated figures of the press (db/press/*.csv) into the database, each with its source. It never touches what was measured. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { isUnwelcome } from '../consent.ts';
import { parseDomain } from '../domain.ts';
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { PUBLISHED_FIGURES, savePublished, type PublishedFigure } from '../network/published.ts';
import { saveSource } from '../sources.ts';
import { parseDay } from '../time.ts';

const FOLDER = new URL('./', import.meta.url);

export type PressFigure = {
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  /** '' for the whole network. */
  readonly domain: Domain | '';
  readonly figure: PublishedFigure;
  readonly value: number;
  readonly isAround: boolean;
  /** Name of the source. */
  readonly source: string;
};
type PressSource = {
  readonly name: string;
  readonly url: string;
  readonly note: string;
  readonly licence: string;
};

/**
 * The bundled files, read.
 * @throws Error naming what is not as it must be
 */
export function readPress(folder: URL = FOLDER): {
  readonly sources: readonly PressSource[];
  readonly figures: readonly PressFigure[];
} {
  const sources = parse<PressSource>(readFileSync(new URL('sources.csv', folder), 'utf8'), { columns: true });
  const names = new Set(sources.map(({ name }) => name));
  const rows = parse<Record<string, string>>(readFileSync(new URL('figures.csv', folder), 'utf8'), {
    columns: true,
  });
  return { sources, figures: rows.map((row) => pressFigure(row, names)) };
}

function pressFigure(row: Readonly<Record<string, string>>, sources: ReadonlySet<string>): PressFigure {
  const {
    day: dayText = '',
    domain: name = '',
    figure: figureName,
    value: valueText = '',
    around,
    source = '',
  } = row;
  const day = parseDay(dayText);
  const domain = name === '' ? '' : parseDomain(name);
  const figure = PUBLISHED_FIGURES.find((known) => known === figureName);
  const value = /^\d+$/.test(valueText) ? Number(valueText) : null;
  const isKnown = (around === 'yes' || around === 'no') && sources.has(source);
  if (day === null || domain === null || figure === undefined || value === null || !isKnown) {
    throw new Error(`figures.csv: cannot be read: ${Object.values(row).join(',')}`);
  }
  return { day, domain, figure, value, isAround: around === 'yes', source };
}

/** Brings the press figures into the database, in one transaction; those of instances that opted out stay out. @returns how many were new or changed */
export function importPress(db: Database, press: ReturnType<typeof readPress> = readPress()): number {
  return db
    .transaction(() => {
      const ids = new Map(
        press.sources.map((source) => [source.name, saveSource(db, { ...source, retrievedOn: null })]),
      );
      const welcome = press.figures.filter(({ domain }) => domain === '' || !isUnwelcome(db, domain));
      return welcome.filter((row) =>
        savePublished(db, { ...row, source: ids.get(row.source) ?? 0, instances: null }),
      ).length;
    })
    .immediate();
}
