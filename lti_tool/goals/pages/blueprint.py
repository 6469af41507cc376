"""The blueprint that all pages about goals hang on."""

from flask import Blueprint

from lti_tool.shell.web import VISIT_PREFIX

pages = Blueprint("goals", __name__, url_prefix=VISIT_PREFIX, template_folder="../templates")
