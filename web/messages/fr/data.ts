/** Textes français de la page des données à emporter. */
import type { Messages } from '../../messages.ts';

export const data: Messages['data'] = {
  title: 'Données à emporter',
  lede: 'Chaque nuit, tout ce qui est public ici est réuni en CSV, Parquet et SQLite\u00a0: les instances, leurs profils datés, les chiffres quotidiens, l’activité hebdomadaire, les totaux, les chiffres refusés et les sources.',
  none: 'Il n’y a pas encore de lot\u00a0: le premier est fait dès que les chiffres d’un jour sont là.',
  off: 'Aucun lot n’est fait ici. L’API donne tout ce que montrent les pages.',
  bundleOf: (date) => `Le lot du ${date}`,
  whole: 'Le lot entier, vérifié\u00a0:',
  duckdb:
    'Ou interrogez-le à distance\u00a0: DuckDB, ClickHouse et Spark ne lisent d’un fichier Parquet que les parties utiles\u00a0:',
  allFiles: (count, size) => `Les ${count} fichiers, ${size}`,
  filesOf: (date) => `Fichiers du lot du ${date}`,
  file: 'Fichier',
  number: 'Fichiers',
  size: 'Taille',
  count: (count) => `${count} fichiers`,
  kilobytes: (count) => `${count} ko`,
  cite: 'Comment le citer',
  citeText:
    'Le jour et la version de la méthode disent exactement quels chiffres ont servi\u00a0; la même base donne les mêmes octets. La version est dans le README du lot.',
  methodInReadme: '(voir README.md)',
  older: 'Lots plus anciens',
  parts: 'Une partie seulement',
  partsText:
    'Chaque graphique et chaque tableau de ces pages a son CSV à côté de lui, et l’API donne les mêmes chiffres en JSON.',
  apiLink: 'Comment l’interroger',
  licence: 'Droits',
  licenceText: [
    'Les chiffres mesurés et les totaux sont des faits\u00a0; si un droit existe sur eux, ils sont versés au domaine public (CC0 1.0). Dites tout de même d’où ils viennent\u00a0: d’autres doivent pouvoir vérifier.',
    'Les chiffres repris portent le nom de leur source et gardent sa licence\u00a0; la table `sources` dit laquelle. Les titres sont les mots des instances. Qui a demandé à ne pas être ici n’est dans aucun lot.',
  ],
};
