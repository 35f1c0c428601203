/** What is used of nlp.js, which comes without types. */
declare module '@nlpjs/basic' {
  interface Nlp {
    addDocument(language: string, text: string, intent: string): void;
    train(): Promise<void>;
    process(language: string, text: string): Promise<{ readonly intent: string; readonly score: number }>;
  }

  export function dockStart(options: {
    readonly use: readonly string[];
    readonly settings?: Readonly<Record<string, unknown>>;
  }): Promise<{ get(name: 'nlp'): Nlp }>;
}
