"""What can go wrong in the blend."""

from foundation.problems import N_, Conflict, Forbidden, Invalid, NotFound


class ModuleInUse(Conflict):
    text = N_("Deze module kan niet weg: iemand heeft hem gekozen, of is erin begonnen.")


class UnknownOffering(NotFound):
    text = N_("Dit aanbod bestaat niet of is niet meer te kiezen.")


class UnknownChoice(NotFound):
    text = N_("Iets wat je aanvinkte is niet meer te kiezen. Kijk nog even naar je blend.")


class UnknownColleague(NotFound):
    text = N_("Deze collega hoort niet bij je team.")


class CountsByItself(Conflict):
    text = N_("Deze module telt vanzelf mee zodra je hem hebt gedaan.")


class UnknownItem(NotFound):
    text = N_("Dit onderdeel van je blend bestaat niet.")


class UnknownSession(NotFound):
    text = N_("Deze bijeenkomst bestaat niet.")


class UnknownAttendee(NotFound):
    text = N_("Deze persoon hoort niet bij jullie organisatie.")


class SessionFull(Conflict):
    text = N_("De bijeenkomst ‘{title}’ is vol.")


class SessionNotOpen(Conflict):
    text = N_("Je kunt je nu niet aanmelden voor ‘{title}’.")


class CheckInClosed(Conflict):
    text = N_("Het inchecken voor ‘{title}’ is nu niet open.")


class SessionMayNot(Conflict):
    text = N_("Dit kan niet meer met deze bijeenkomst.")


class CorrectionTooLate(Conflict):
    text = N_("Tot zeven dagen na het sluiten kun je de aanwezigheid nog aanpassen.")


class WrongCode(Invalid):
    text = N_("Deze code klopt niet (meer). Kijk op het scherm voor de nieuwe code.")


class WrongPersonalCode(Invalid):
    text = N_("Deze persoonlijke code kennen we niet. Je vindt hem bij Agenda.")


class NoPersonalCode(WrongPersonalCode):
    text = N_("Vul ook je persoonlijke code in. Je vindt hem in de academie, bij Agenda.")


class TicketExpired(Forbidden):
    text = N_("Dit duurde te lang. Scan de code op het scherm opnieuw.")


class NotByHand(Conflict):
    text = N_("Dit onderdeel telt vanzelf mee zodra je het hebt gedaan.")


class NothingToPlay(NotFound):
    text = N_("Bij dit aanbod hoort geen module die je hier kunt openen.")


class SessionNeedsEnd(Invalid):
    text = N_("De bijeenkomst eindigt vóór hij begint.")
