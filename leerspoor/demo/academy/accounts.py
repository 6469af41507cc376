"""Who has an account in the demo academy; all names are made up."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What people do at the school; the academy itself gives no rights by it."""

    TEACHER = "Leerkrachten"
    LEADER = "Schoolleider"
    TRAINER = "Trainer"
    BOARD = "Bestuur"


@dataclass(frozen=True, slots=True)
class Account:
    """`id` is the LTI `sub`; `role` the LTI role, which says little, as in real academies.

    `locale` is the language in which she has set the academy.
    """

    id: str
    name: str
    kind: Kind
    note: str = ""
    locale: str = "nl"

    @property
    def email(self) -> str:
        return f"{self.id}@springplank.example"

    @property
    def given_name(self) -> str:
        return self.name.split(" ", 1)[0]

    @property
    def family_name(self) -> str:
        return self.name.split(" ", 1)[1]

    @property
    def role(self) -> str:
        return "Instructor" if self.kind is Kind.TRAINER else "Learner"


TEACHERS = (
    ("Sanne de Vries", "groep 5"),
    ("Youssef El Amrani", "groep 7"),
    ("Marieke Jansen", "groep 3"),
    ("Bas van Dijk", "groep 8"),
    ("Fatima Aydin", "groep 4"),
    ("Joris Peeters", "groep 6"),
    ("Lotte Smit", "groep 1/2"),
    ("Esra Yılmaz", "groep 5"),
    ("Tom Hendriks", "groep 8"),
    ("Anouk Willems", "groep 3"),
    ("Daan Mulder", "groep 6"),
    ("Noor Bakker", "groep 4"),
    ("Sem Visser", "groep 7"),
    ("Iris de Boer", "groep 1/2"),
    ("Karim Haddad", "groep 5"),
    ("Femke Dekker", "groep 8"),
    ("Ruben Vos", "groep 6"),
    ("Julia Schouten", "groep 3"),
    ("Thijs van Leeuwen", "gymnastiek"),
    ("Amina Ouali", "groep 4"),
    ("Pieter Kok", "groep 7"),
    ("Sophie Brouwer", "intern begeleider"),
    ("Mees Verhoeven", "groep 1/2"),
    ("Eva van den Berg", "begint vandaag"),
)

ACCOUNTS: dict[str, Account] = {
    account.id: account
    for account in (
        *(
            Account(f"leraar-{number:02}", name, Kind.TEACHER, note)
            for number, (name, note) in enumerate(TEACHERS, start=1)
        ),
        Account("schoolleider-01", "Mirjam Kuipers", Kind.LEADER, "De Springplank"),
        Account("trainer-01", "Hanneke Post", Kind.TRAINER, "begeleidt de bijeenkomsten"),
        Account("bestuur-01", "Wouter Hoekstra", Kind.BOARD, "Stichting Samen Wijzer"),
    )
}

STORY = (
    ("leraar-24", "Zet je eerste leerdoel, kies je blend en doe een module."),
    ("trainer-01", "Open het inchecken van de inloop, die nu bezig is."),
    ("leraar-01", "Een leerkracht midden in haar jaar, met iets dat een aanbieder doorgaf."),
    ("schoolleider-01", "Hoe gaat het leren in het team? Wat iemand voor zich houdt, zie je niet."),
    ("bestuur-01", "De cijfers per school."),
)
"""Who to be, in the order of the story, and what there is to do."""
