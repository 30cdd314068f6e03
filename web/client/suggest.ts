/** Suggests instances while somebody types into a search field. The field works as before without it: enter searches. */

/** Milliseconds without a key before the server is asked: nobody reads what flashes by. */
const PAUSE = 150;

type Suggestion = { readonly domain: string; readonly title: string | null };

function isSuggestion(value: unknown): value is Suggestion {
  return typeof value === 'object' && value !== null && 'domain' in value && 'title' in value;
}

async function ask(q: string, signal: AbortSignal): Promise<readonly Suggestion[]> {
  const response = await fetch(`/api/v1/suggest?${new URLSearchParams({ q }).toString()}`, { signal });
  const answer: unknown = response.ok ? await response.json() : null;
  const list = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : [];
  return Array.isArray(list) ? list.filter(isSuggestion) : [];
}

/** Follows the pattern of a combobox with a list: arrows choose, enter opens, escape closes, focus stays in the field. */
class Suggester {
  readonly #input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  #chosen = -1;
  #timer = 0;
  #running: AbortController | null = null;

  constructor(input: HTMLInputElement) {
    this.#input = input;
    this.#list = document.createElement('ul');
    this.#list.className = 'suggestions';
    this.#list.id = `${input.id}-suggestions`;
    this.#list.role = 'listbox';
    this.#list.ariaLabel = input.labels?.[0]?.textContent?.trim() ?? '';
    this.#list.hidden = true;
    input.role = 'combobox';
    input.ariaAutoComplete = 'list';
    input.ariaExpanded = 'false';
    input.setAttribute('aria-controls', this.#list.id);
    input.insertAdjacentElement('afterend', this.#list);
    input.addEventListener('input', () => this.#later());
    input.addEventListener('keydown', (event) => this.#onKey(event));
    input.addEventListener('blur', () => this.#close());
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#show(), PAUSE);
  }

  async #show(): Promise<void> {
    this.#running?.abort();
    const own = new AbortController();
    this.#running = own;
    const q = this.#input.value.trim();
    try {
      const found = q === '' ? [] : await ask(q, own.signal);
      if (!own.signal.aborted && document.activeElement === this.#input) this.#draw(found);
    } catch {
      // Out of reach, or overtaken by the next letter: there is nothing to suggest.
      if (!own.signal.aborted) this.#close();
    }
  }

  #draw(found: readonly Suggestion[]): void {
    this.#chosen = -1;
    this.#input.removeAttribute('aria-activedescendant');
    this.#list.replaceChildren(...found.map((one, index) => this.#option(one, index)));
    this.#list.hidden = found.length === 0;
    this.#input.ariaExpanded = String(found.length > 0);
  }

  #option({ domain, title }: Suggestion, index: number): HTMLLIElement {
    const option = document.createElement('li');
    option.role = 'option';
    option.id = `${this.#list.id}-${index}`;
    option.ariaSelected = 'false';
    option.dataset['domain'] = domain;
    const name = document.createElement('bdi');
    name.textContent = title ?? domain;
    const address = document.createElement('span');
    address.className = 'domain';
    address.textContent = domain;
    option.append(name, ...(title === null ? [] : [' ', address]));
    // Before the field loses the focus, which would close the list under the pointer.
    option.addEventListener('pointerdown', (event) => event.preventDefault());
    option.addEventListener('click', () => this.#open(option));
    return option;
  }

  #onKey(event: KeyboardEvent): void {
    if (this.#list.hidden) return;
    const chosen = this.#list.children[this.#chosen];
    if (event.key === 'ArrowDown') this.#choose(this.#chosen + 1);
    else if (event.key === 'ArrowUp') this.#choose(this.#chosen - 1);
    else if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter' && chosen instanceof HTMLLIElement) this.#open(chosen);
    else return;
    event.preventDefault();
  }

  /** Past either end lies the field itself. */
  #choose(index: number): void {
    const options = [...this.#list.children];
    this.#chosen = index < -1 ? options.length - 1 : index >= options.length ? -1 : index;
    for (const [at, option] of options.entries()) option.ariaSelected = String(at === this.#chosen);
    const chosen = options[this.#chosen];
    if (chosen === undefined) this.#input.removeAttribute('aria-activedescendant');
    else this.#input.setAttribute('aria-activedescendant', chosen.id);
    chosen?.scrollIntoView({ block: 'nearest' });
  }

  /** The instance's page lies below the directory, whose address the form has in the reader's language. */
  #open(option: HTMLLIElement): void {
    const domain = option.dataset['domain'];
    const directory = this.#input.form?.getAttribute('action');
    if (domain !== undefined && directory) location.assign(`${directory}/${encodeURIComponent(domain)}`);
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#draw([]);
  }
}

const suggesters = new Set<Suggester>();

export function offerSuggestions(root: ParentNode): void {
  for (const input of root.querySelectorAll<HTMLInputElement>('form[role="search"] input[name="q"]')) {
    suggesters.add(new Suggester(input));
  }
}
