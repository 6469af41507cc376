"""The blueprint that all pages for administrators hang on."""

from flask import Blueprint

from lti_tool.shell.web import VISIT_PREFIX

pages = Blueprint(
    "academies", __name__, url_prefix=f"{VISIT_PREFIX}/beheer", template_folder="../templates"
)
