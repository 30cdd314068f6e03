/** The browser's script: everything works without it. It draws graphs that answer to the pointer and keeps pages current. */
import './style/tokens.css';
import './style/base.css';
import './style/layout.css';
import './style/forms.css';
import './style/table.css';
import './style/chart.css';
import './style/instance.css';
import './style/print.css';
import { watchGraphs } from './graphs.ts';
import { keepCurrent } from './live.ts';
import { rememberParts } from './parts.ts';
import { followLinksSoftly } from './soft.ts';

rememberParts(document);
watchGraphs(document.body);
followLinksSoftly();
keepCurrent();
