// @ts-check

/**
 * The shapes of what the server answers; they are those of `twiml_phone.interpreter.events` and of
 * `drawing.py`. Nothing here runs.
 *
 * What is to be called; without a `url` it is our own line.
 * @typedef {{url?: string, language?: string, caller?: string, path?: string}} Request
 *
 * What was really dialled, and how a transcript says it.
 * @typedef {{url: string, language: string, path: string}} Dialled
 *
 * When an act is done: at a second of the call, or once all that is being said has been heard.
 * @typedef {number | "heard"} At
 *
 * Something that is done in a call.
 * @typedef {{do: "press", key: string, at?: At} | {do: "say", words: string, at?: At} |
 *   {do: "wait", at?: At} | {do: "hang_up", at?: At} |
 *   {do: "happen", what: string, value: null, at?: At}} Act
 *
 * Something that happened, or will if nobody does anything; what else it has depends on `event`.
 * @typedef {{event: string, at: number, [name: string]: any}} CallEvent
 *
 * What the line listens for.
 * @typedef {{takes_keys: boolean, barge_in: boolean}} Listening
 *
 * One thing that is said in a turn, the files of it, and the key it offers.
 * @typedef {{text: string, language: string, sound: ?string, web: ?string, embedded: boolean,
 *   key: ?string}} Prompt
 *
 * A key that leads somewhere.
 * @typedef {{key: string, label: string, language: string, icon: ?string, words: string[],
 *   to: ?string, changes_language: boolean}} Choice
 *
 * A key that does the same everywhere.
 * @typedef {{does: string, key: string, label: string, icon: ?string, words: string[]}} Command
 *
 * A telephone number, how people write it, and the index of the prompt that says it first.
 * @typedef {{digits: string, written?: ?string, prompt: number}} DictatedNumber
 *
 * A turn, as a page draws it.
 * @typedef {{place: ?string, trail: string[], title: ?string, language: string, slow: boolean,
 *   prompts: Prompt[], choices: Choice[], commands: Command[], numbers: DictatedNumber[]}} Drawing
 *
 * A key that leads from one place of a line to another.
 * @typedef {{key: string, label: string, icon: ?string, to: ?string}} Way
 *
 * A place of a line.
 * @typedef {{name: string, title: ?string, text: ?string, then: ?string, choices: Way[]}} Place
 *
 * All places of a line.
 * @typedef {{start: string, language: string, languages?: {code: string, name: string}[],
 *   places: Place[]}} LineMap
 *
 * A request to the line and its answer.
 * @typedef {{at: number, method: string, url: string, params: [string, string][],
 *   signature: string, status: number, seconds: number, content_type: string,
 *   body: string}} Exchange
 *
 * Where a call stands: what is new, what will be heard if nobody does anything, until when, and
 * what can happen. `drawing` is there if a document came, `map` if it is of another line or
 * language, `dialled` at the beginning; only the workbench gets `exchanges`.
 * @typedef {{call: ?string, seconds: number, events: CallEvent[], ahead: CallEvent[],
 *   until: ?number, listening: ?Listening, waits: boolean, possible: string[],
 *   possible_ahead: string[], ended: ?CallEvent, drawing?: ?Drawing, map?: ?LineMap,
 *   dialled?: Dialled, exchanges?: Exchange[]}} Moment
 *
 * What a caller does in a transcript, so many seconds after what was done before.
 * @typedef {{do: "press" | "wait" | "hang_up", keys?: string, after?: ?number}} ScriptAct
 *
 * A transcript that was read: `short` is for a link, `heard` to be compared with another call.
 * @typedef {{path: string, acts: ScriptAct[], short: string, heard: string}} Script
 */

export {};
