"""The parts of the page that touch no element, run in the browser they are written for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

Callers = Callable[..., Any]

OPTIONS = [
    {"key": "1", "label": "conta ou segunda via", "words": ["conta", "fatura", "segunda via"]},
    {"key": "2", "label": "a visita do técnico", "words": ["técnico", "sem sinal"]},
    {"key": "3", "label": "Gecikmiş fatura", "words": ["gecikmiş", "borç"]},
    {"key": "9", "label": "ouvir de novo", "words": ["de novo"]},
]


MEANT = {
    "CONTA": "1",
    "quero a segunda via, por favor": "1",
    "preciso do tecnico": "2",
    "a fatura do técnico": "2",
    "GECIKMIS": "3",
    "de novo": "9",
    "2": "2",
    "contas a pagar": None,
    "": None,
}


def test_the_longest_word_that_was_said_is_meant_whatever_its_case_and_accents(
    browse: Callers,
) -> None:
    act = "({ meant }, [all, options]) => all.map(said => meant(said, options))"
    assert module(browse(), "matching", act, list(MEANT), OPTIONS) == list(MEANT.values())


def test_the_devices_voice_is_of_the_same_country_and_never_the_embedded_engine(
    browse: Callers,
) -> None:
    voices = [
        {"name": "eSpeak Brazil", "voiceURI": "espeak", "lang": "pt-BR", "localService": True},
        {"name": "Joana", "voiceURI": "Joana", "lang": "pt-PT", "localService": True},
        {"name": "Google", "voiceURI": "Google", "lang": "pt-BR", "localService": False},
        {"name": "Luciana", "voiceURI": "Luciana", "lang": "pt_BR", "localService": True},
    ]
    page = browse()
    best = "({ bestVoice }, [language, voices]) => bestVoice(voices, language)?.name ?? null"
    assert module(page, "voices", best, "pt-BR", voices) == "Luciana"
    assert module(page, "voices", best, "pt-BR", voices[:3]) == "Joana"
    assert module(page, "voices", best, "pt-BR", voices[:1]) is None
    assert module(page, "voices", best, "tr-TR", voices) is None


def test_key_tones_are_those_of_the_telephone_network(browse: Callers) -> None:
    pairs = module(browse(), "tones", "({ pair }, [keys]) => [...keys].map(pair)", "159*0#")
    assert pairs == [[697, 1209], [770, 1336], [852, 1477], [941, 1209], [941, 1336], [941, 1477]]


def test_long_numbers_are_grouped_for_the_eye(browse: Callers) -> None:
    numbers = ["10621", "1052", "151", "1140041234"]
    grouped = module(
        browse(), "../listening/numbers", "({ grouped }, [all]) => all.map(grouped)", numbers
    )
    assert grouped == ["10621", "1052", "151", "11 4004 1234"]


LISTENING = {"takes_keys": True, "barge_in": True}
MOMENTS = [
    ({"listening": LISTENING, "ahead": []}, 0),
    ({"listening": None, "ahead": [{"event": "heard"}, {"event": "listening"}]}, 0),
    ({"listening": None, "ahead": [{"event": "heard"}]}, 1),
]


def test_for_callers_no_time_passes_where_the_line_listens(browse: Callers) -> None:
    act = "({ EndlessPatience }, [all]) => all.map(each => new EndlessPatience().rate(each))"
    rates = module(browse(), "clock", act, [moment for moment, _ in MOMENTS])
    assert rates == [rate for _, rate in MOMENTS]


def module(page: Page, name: str, act: str, *args: Any) -> Any:
    """Do something with a module of the page."""
    url = f"/static/phone/{name}.js"
    return page.evaluate(f"async (args) => ({act})(await import('{url}'), args)", list(args))


RECOGNITION = """
    globalThis.webkitSpeechRecognition = class extends EventTarget {
        start() { globalThis.recognition = this; }
        abort() { this.dispatchEvent(new Event("end")); }
        hear(...said) {
            const results = [said.map(transcript => ({ transcript }))];
            this.dispatchEvent(Object.assign(new Event("result"), { results }));
            this.dispatchEvent(new Event("end"));
        }
    };
    globalThis.SpeechRecognition = undefined;
"""


def test_a_choice_may_be_spoken_where_the_browser_understands(caller: Callers) -> None:
    someone = caller()
    page: Page = someone.page
    page.add_init_script(RECOGNITION)
    page.reload()
    someone.call()
    microphone = page.locator("#microphone")
    microphone.click()
    expect(microphone).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[role=status]")).to_have_text("Pode falar")
    assert page.evaluate("[voice.paused, recognition.lang]") == [True, "pt-BR"]
    page.evaluate("recognition.hear('não sei', 'quero ver a fatura')")
    expect(page.locator(".caption b").first).to_have_text("quero ver a fatura")
    someone.stands_at("bill")
    expect(microphone).to_have_attribute("aria-pressed", "false")


def test_what_is_not_understood_lets_the_voice_go_on(caller: Callers) -> None:
    someone = caller()
    page: Page = someone.page
    page.add_init_script(RECOGNITION)
    page.reload()
    someone.call()
    page.click("#microphone")
    page.evaluate("recognition.hear('abracadabra')")
    expect(page.locator("#microphone")).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".caption b")).to_have_text("abracadabra")
    someone.hears(someone.flow.everywhere.welcome["pt-BR"].text)


VOICE = """
    globalThis.spoken = [];
    Object.defineProperty(globalThis, "SpeechSynthesisUtterance", { value:
        class extends EventTarget { constructor(text) { super(); this.text = text; } } });
    Object.defineProperty(globalThis, "speechSynthesis", { value: {
        getVoices: () => [
            { name: "Luciana", voiceURI: "Luciana", lang: "pt-BR", localService: true }],
        speak(speech) {
            spoken.push([speech.text, speech.voice.name]);
            setTimeout(() => speech.dispatchEvent(new Event("start")), 10);
            if (speech.text.includes("tecle 2")) return;  // it lasts, so that it can be looked at
            setTimeout(() => speech.dispatchEvent(new Event("end")), 50);
        },
        cancel() {},
    }});
"""


def test_a_natural_voice_of_the_device_speaks_for_the_embedded_engine(caller: Callers) -> None:
    someone = caller()
    page: Page = someone.page
    page.add_init_script(VOICE)
    page.reload()
    someone.call()
    someone.type("bill")
    someone.stands_at("bill")
    expect(page.locator(".tile[aria-current=true]")).to_have_attribute("data-key", "2")
    texts = page.locator(".caption:not(.you)").all_inner_texts()
    spoken = page.evaluate("spoken")
    assert {voice for _, voice in spoken} == {"Luciana"}
    assert [text for text, _ in spoken][: len(texts)] == texts
