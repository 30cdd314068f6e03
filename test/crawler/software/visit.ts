/** Has the conversation of a visit with recorded answers instead of a network: discovery, document, then what the software asks. */
import { nodeinfoLinks, parseNodeInfo } from '../../../crawler/nodeinfo.ts';
import { softwareFor } from '../../../crawler/software/index.ts';
import { noNodeinfo } from '../../../crawler/software/no-nodeinfo.ts';
import type {
  Answer,
  Answers,
  Ask,
  NodeInfo,
  Reading,
  Software,
} from '../../../crawler/software/software.ts';

/** By path; questions with a body are keyed `POST /path`. */
export type Recorded = Readonly<Record<string, { readonly status: number; readonly json: unknown }>>;
export type Visited = {
  readonly reading: Reading;
  readonly software: Software;
  readonly nodeinfo: NodeInfo | null;
  readonly asked: readonly string[];
};

export function visit(domain: string, recorded: Recorded): Visited {
  const nodeinfo = discover(new URL(`https://${domain}/.well-known/nodeinfo`), recorded);
  const software = nodeinfo === null ? noNodeinfo : softwareFor(nodeinfo.softwareName);
  const answers: Record<string, Answer> = {};
  const asked: string[] = [];
  for (const [name, ask] of Object.entries(software.asks)) {
    if (ask.when?.(answers) === false) continue;
    asked.push(keyOf(ask));
    const answer = recorded[keyOf(ask)];
    if (answer !== undefined) answers[name] = answer;
  }
  return { reading: software.parse(answers satisfies Answers, nodeinfo), software, nodeinfo, asked };
}

function keyOf(ask: Ask): string {
  return ask.body === undefined ? ask.path : `POST ${ask.path}`;
}

function discover(wellKnown: URL, recorded: Recorded): NodeInfo | null {
  const json = recorded[wellKnown.pathname]?.json;
  const itself = parseNodeInfo(json);
  if (itself !== null) return itself;
  for (const link of nodeinfoLinks(json, wellKnown)) {
    const document = parseNodeInfo(recorded[link.pathname]?.json);
    if (document !== null) return document;
  }
  return null;
}
