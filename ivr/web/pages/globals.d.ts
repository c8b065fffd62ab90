// What the type checker must be told of browsers; only it reads this.

interface EventTarget {
  /** Events of our own classes carry their detail. */
  addEventListener(
    type: string,
    listener: (event: CustomEvent<any>) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

interface SpeechRecognition extends EventTarget {
  lang: string;
  maxAlternatives: number;
  start(): void;
  abort(): void;
}

declare var SpeechRecognition: (new () => SpeechRecognition) | undefined;
declare var webkitSpeechRecognition: (new () => SpeechRecognition) | undefined;
