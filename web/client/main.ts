/** The browser's script: everything works without it. It draws graphs that answer to the pointer and keeps pages current. */
import './style/tokens.css';
import './style/base.css';
import './style/layout.css';
import './style/forms.css';
import './style/statistics.css';
import './style/table.css';
import './style/chart.css';
import './style/instance.css';
import './style/choose.css';
import './style/compare.css';
import './style/find.css';
import './style/embed.css';
import './style/dashboard.css';
import './style/past.css';
import './style/print.css';
import { offerChecks } from './eligibility.ts';
import { watchGraphs } from './graphs.ts';
import { keepCurrent } from './live.ts';
import { rememberParts } from './parts.ts';
import { followLinksSoftly } from './soft.ts';
import { offerSuggestions } from './suggest.ts';

rememberParts(document);
watchGraphs(document.body);
followLinksSoftly();
offerSuggestions(document);
offerChecks(document);
keepCurrent();
