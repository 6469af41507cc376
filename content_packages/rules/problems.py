"""What launches, sessions and files may have to say to whoever asks."""

from foundation.problems import N_, Conflict, Forbidden, Invalid, NotFound, Unauthorized


class KeyMissing(Unauthorized):
    text = "Send a key with the scope packages and its secret as Basic authorization."


class UnknownPackage(NotFound):
    text = N_("Deze module bestaat niet.")


class PackageReplaced(Conflict):
    text = N_("Van deze module is er al een nieuwere versie. Vervang die.")


class PackageInUse(Conflict):
    text = N_("Deze module kan niet weg: er is iemand in begonnen.")


class UnknownUnit(NotFound):
    text = N_("Deze module heeft geen onderdeel {index}.")


class UnknownRegistration(NotFound):
    text = N_("Deze inschrijving bestaat niet.")


class UnknownSession(NotFound):
    text = N_("Deze sessie bestaat niet.")


class UnknownFile(NotFound):
    text = N_("Dit bestand zit niet in de module.")


class LaunchOver(NotFound):
    text = N_("Deze start is verlopen. Open de module opnieuw.")


class NotForABrowser(Conflict):
    text = N_("Dit onderdeel opent in een eigen programma en niet in de browser.")


class ActorUnfit(Invalid):
    """cmi5 §9.2: an Agent with an account."""

    text = "The actor must be an Agent with an account: a homePage and a name."


class RegistrationTaken(Conflict):
    text = "The registration {registration} belongs to another package or another learner."


class AlreadyWaived(Conflict):
    text = "Unit {index} was already waived in this registration."


class SaveRefused(Invalid):
    text = "This cannot be kept: {reason}"


class NotPlayedHere(NotFound):
    text = N_("Dit onderdeel opent niet in deze speler. Open de module opnieuw.")


class CountsByItself(Conflict):
    text = N_("Dit onderdeel telt vanzelf mee als je klaar bent.")


class ServiceWorkerRefused(Forbidden):
    text = "Packages may not install a service worker on this host."


class StatementRefused(Forbidden):
    """A statement that breaks a rule of its cmi5 session; `rule` names it."""

    text = "{reason} (cmi5 §{section})"


class DocumentRefused(Forbidden):
    """A document that a cmi5 session may not read or write; `rule` names why."""

    text = "{reason} (cmi5 §{section})"


class SessionOver(Forbidden):
    text = "This session has ended; its token is no longer valid (cmi5 §8.2.1)."
