"""The two blueprints that the pages of the blend hang on."""

from flask import Blueprint

from lti_tool.shell.web import VISIT_PREFIX

pages = Blueprint("blend", __name__, url_prefix=VISIT_PREFIX, template_folder="../templates")
outside = Blueprint("check_in", __name__, url_prefix="/in", template_folder="../templates")
done = Blueprint("finished", __name__, url_prefix="/klaar", template_folder="../templates")
