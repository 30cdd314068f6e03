/** What a table of statistics is: rows of cells under named columns. What page, graph, JSON and CSV all show. Types only. */

/** Shares are 0 to 1, days 'YYYY-MM-DD'; `null` is unknown. */
export type Cell = string | number | null;
export type StatTable = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
