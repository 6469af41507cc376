"""All rules and remarks by name: what is wrong, and what was put right."""

from collections.abc import Mapping
from types import MappingProxyType

from content_packages.rules.wording.cmi5 import ADDRESS_RULES, CMI5_REMARKS, CMI5_RULES
from content_packages.rules.wording.h5p import H5P_RULES
from content_packages.rules.wording.rule import Rule
from content_packages.rules.wording.scorm import SCORM_REMARKS, SCORM_RULES
from content_packages.rules.wording.tincan import TINCAN_RULES
from content_packages.rules.wording.zips import ZIP_REMARKS, ZIP_RULES

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        **ZIP_RULES,
        **ADDRESS_RULES,
        **CMI5_RULES,
        **SCORM_RULES,
        **TINCAN_RULES,
        **H5P_RULES,
    }
)

REMARKS: Mapping[str, Rule] = MappingProxyType({**ZIP_REMARKS, **CMI5_REMARKS, **SCORM_REMARKS})
"""Departures that we know from real packages and put right ourselves; the package plays."""
