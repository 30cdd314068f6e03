/** English prose of the method of totals and statistics. Numbers come from the rules themselves. */
import { LEAST_WATCHED } from '../../../db/statistics/kaplan-meier.ts';
import { CARRY_DAYS } from '../../../db/totals/counted.ts';
import type { Section } from '../../pages/prose.ts';

export const totalsSections: readonly Section[] = [
  {
    id: 'totals',
    title: 'How a total comes about',
    text: [
      `A total of a day adds up one figure of each instance: that of the day, or the last one of the ${CARRY_DAYS} days before. Each figure has a coverage of its own, because an instance may answer without telling it: the page says how many instances a total rests on, and how many of them told it that very day.`,
      'When the known set of instances changes, a total moves although nobody came or left. So there is a second line, of the same instances: from one day to the next it moves only by what the instances counted on both days gained or lost. Where two days have no instance in common it begins anew, and no growth is told across the break.',
      'Each day has a page of its own that takes its step apart: what the same instances gained or lost, what came in with newcomers, what fell out with those that fell silent, and which instances moved it most.',
      'Sums of imported figures are over whichever instances a list happened to hold. They are dots that no line joins, and no change is reckoned between them.',
    ],
  },
  {
    id: 'shape',
    title: 'Concentration, use, survival',
    text: ['These statistics are reckoned anew from the daily figures; each has its table and its CSV.'],
    items: [
      '**Concentration** is of accounts by operator. Instances that the catalogue knows to be run by one body count as one; any other stands for itself. The Herfindahl index is the sum of the squared shares; the Shannon entropy is reckoned in bits; the shares of the largest, the 10 and the 100 largest are of all accounts counted that day.',
      '**Registrations and logins** come from the weekly log that instances of Mastodon’s kind publish, twelve weeks back at the first visit. A week that is still running is left out. How many instances tell stands beside each sum, because it differs from week to week.',
      '**The share in use** is of accounts active within a month, over all accounts, in the instances that tell both.',
      `**Survival** is the share of instances that live on past an age (Kaplan and Meier). A life runs from the first day that anybody told a figure to the last one. It has ended when the instance said so or was silent for 30 days. One that goes on, has moved, asks not to be read or was not visited yet is watched up to its last figure, and leaves the reckoning then without counting as ended. An instance may be older than its first figure, so ages are lower bounds; its size is that of its first figure, since a size reached later is itself a mark of survival. A curve stops where fewer than ${LEAST_WATCHED} are watched; the CSV has 95 % bounds.`,
      '**Dated events** are marked on graphs from a list with sources. They stand beside the line; that they moved it is not said.',
    ],
  },
  {
    id: 'past',
    title: 'Looking at a past day',
    text: [
      'Home, directory, instances, comparison and statistics can be looked at as of the end of a past day. Figures, words and totals are those known for it; what was imported, corrected or erased since shows as it is now.',
      `Not everything is dated. Whether an instance answered is told from its silence: with figures of its own of the ${CARRY_DAYS} days before it counts as answering, of the 30 days before as not answering, else as gone; where only others published figures, nobody knows. Operator, place and topic are as known today. Single visits are kept for some 100 days.`,
    ],
  },
];
