/** The types robots-parser ships describe an ES module; it is CommonJS, whose export is the function itself. */
declare module 'robots-parser' {
  type Parsed = {
    isAllowed(url: string, agent: string): boolean | undefined;
    getCrawlDelay(agent: string): number | undefined;
  };
  export default function robotsParser(url: string, contents: string): Parsed;
}
