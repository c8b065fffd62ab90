"""Writes figures in words as a voice reads them, by libraries that know numbers and dates.

Where a library does not know a language, there are no words, and rules say so more plainly.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, parse_date
from babel.numbers import NumberFormatError, get_currency_name, parse_decimal

if TYPE_CHECKING:
    import datetime as dt

MOST_DIGITS = 15
"""Digits up to which a number is put into words."""
CURRENCIES = {
    "R$": "BRL",
    "US$": "USD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₺": "TRY",
    "TL": "TRY",
}


# What people call the money of their own country.
OWN = {("BRL", "pt"): "reais", ("USD", "en"): "dollars", ("TRY", "tr"): "lira"}
CENTS = re.compile(r"([\d.,]*)[.,](\d{1,2})")


def number(figures: str, language: str) -> str:
    """Return a number in words, or nothing where they are not known.

    >>> number("10555", "pt-BR")
    'dez mil, quinhentos e cinquenta e cinco'
    >>> number("1.412", "pt-BR"), number("7", "tlh-KL")
    ('mil, quatrocentos e doze', '')
    """
    amount = _amount(figures, language)
    return "" if amount is None else _words(amount, language)


def money(text: str, language: str) -> str:
    """Return an amount of money in words, or nothing where they are not known.

    >>> money("R$ 50,00", "pt-BR"), money("$1,412.00", "en-US")
    ('cinquenta reais', 'one thousand, four hundred and twelve dollars')
    """
    locale, sign = _locale(language), re.sub(r"[\d.,\s]", "", text)
    amount = _amount(re.sub(r"[^\d.,]", "", text).strip(".,"), language)
    if not locale or amount is None or not (words := _words(amount, language)):
        return ""
    currency = CURRENCIES[sign]
    name = get_currency_name(currency, count=amount, locale=locale)
    return f"{words} {OWN.get((currency, locale.language), name)}"


def date(text: str, language: str) -> str:
    """Return a day in words, or nothing where it is none or the language is not known.

    >>> date("01/12/2026", "pt-BR"), date("01/12/2026", "en-US")
    ('1 de dezembro de 2026', 'January 12, 2026')
    """
    locale = _locale(language)
    try:
        day: dt.date = parse_date(text.replace(".", "/"), locale=locale or "en")
    except (ValueError, IndexError):
        return ""
    return format_date(day, "long", locale=locale) if locale else ""


def _amount(figures: str, language: str) -> Decimal | None:
    locale = _locale(language)
    if not locale or sum(map(str.isdigit, figures)) > MOST_DIGITS:
        return None
    if cents := CENTS.fullmatch(figures):
        return Decimal(f"0{re.sub('[.,]', '', cents[1])}.{cents[2]}")
    try:
        return parse_decimal(figures, locale=locale)
    except NumberFormatError:
        return None


def _words(amount: Decimal, language: str) -> str:
    from num2words import num2words  # noqa: PLC0415  # it loads every language it knows

    whole = int(amount) if amount == int(amount) else amount
    for code in (language.replace("-", "_"), language.partition("-")[0]):
        try:
            return str(num2words(whole, lang=code))
        except NotImplementedError:
            continue
    return ""


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
