/** Takes a migration apart into its statements; a trigger is one. */
export function statementsOf(sql: string): string[] {
  const statements: string[] = [];
  let text = '';
  for (const line of sql.split('\n')) {
    text += `${line}\n`;
    const code = text.replaceAll(/--.*$/gm, '').trim();
    const isTrigger = /^CREATE TRIGGER/i.test(code);
    if (isTrigger ? /\bEND;$/i.test(code) : code.endsWith(';')) {
      statements.push(text);
      text = '';
    }
  }
  return statements;
}
