/** Answers "can I join with this address?" on the page. Sends nothing, keeps nothing, and reads only what stands after the @. */
import { admission, mailDomain, type EligibilityList, type Verdict } from './mail-domain.ts';

type Found = {
  readonly instance: EligibilityList['instances'][number];
  readonly verdict: Verdict;
};

function paragraph(text: string): HTMLElement {
  const element = document.createElement('p');
  element.textContent = text;
  return element;
}

function line({ instance, verdict }: Found, list: EligibilityList): HTMLElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = instance.address;
  link.textContent = instance.name;
  const rule = instance.rules.find((candidate) => candidate === verdict.rule);
  const said = rule === undefined ? '' : ` (${rule.text})`;
  item.append(link, instance.isAnswering ? said : `${said}. ${list.texts.silent}`);
  return item;
}

/** The answer in words, the best one first. */
function answerFor(text: string, list: EligibilityList): readonly HTMLElement[] {
  const domain = mailDomain(text);
  if (domain === null) return [paragraph(list.texts.bad)];
  const found = list.instances.map((instance) => ({
    instance,
    verdict: admission(domain, instance.rules, list.today),
  }));
  const parts = (['yes', 'early', 'ended'] as const).flatMap((answer) => {
    const those = found.filter(({ verdict }) => verdict.answer === answer);
    if (those.length === 0) return [];
    const items = document.createElement('ul');
    items.append(...those.map((one) => line(one, list)));
    const head = paragraph(list.texts[answer].replace('{domain}', () => domain));
    head.className = `answer-${answer}`;
    return [head, items];
  });
  return parts.length > 0 ? parts : [paragraph(list.texts.no.replace('{domain}', () => domain))];
}

function takeOver(box: HTMLElement): void {
  const form = box.querySelector('form');
  const input = box.querySelector('input');
  const output = box.querySelector('.eligibility-answer');
  const text = box.querySelector('.eligibility-list')?.textContent;
  if (form === null || input === null || output === null || text === null || text === undefined) return;
  const list: EligibilityList = JSON.parse(text);
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    output.replaceChildren(...answerFor(input.value, list));
  });
  input.addEventListener('input', () => output.replaceChildren());
}

/** Brings the checks of a page to life. */
export function offerChecks(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>('.eligibility')) takeOver(box);
}
