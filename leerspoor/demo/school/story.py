"""What every chapter of the demo needs: the product, who there is, when it is, and some luck."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from leerspoor.demo.school.people import Staff
from leerspoor.demo.school.times import Calendar, TimeMachine
from leerspoor.product import Product
from lti_tool.shell.tool import Tool


@dataclass(frozen=True, slots=True)
class Story:
    """`clock` is the clock of `product`, so that all of it lives at the same moment."""

    product: Product
    clock: TimeMachine
    staff: Staff
    calendar: Calendar
    dice: Random

    @property
    def tool(self) -> Tool:
        return self.product.tool

    def at(self, moment: datetime) -> Tool:
        """The tool, with all clocks set to `moment`."""
        self.clock.moment = moment
        return self.tool
