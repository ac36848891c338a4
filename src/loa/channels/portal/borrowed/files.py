"""Strings of Wagtail about documents, redirects and records, as site editors meet them."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

STRINGS = [
    _("Type"),
    _("Permanent"),
    _("Temporary"),
    _("From site"),
    _("All sites"),
    _("A redirect with this path already exists."),
    _("File to import"),
    _("Supported formats: %(supported_formats)s."),
    _("From field"),
    _("To field"),
    _("redirect from"),
    _("permanent"),
    _(
        "Recommended. Permanent redirects ensure search engines forget the old page (the "
        "'Redirect from') and index the new page instead."
    ),
    _("redirect to a page"),
    _("target page route"),
    _(
        "Optionally specify a route on the target page to redirect to. Leave blank to "
        "redirect to the default page route."
    ),
    _("redirect to any URL"),
    _("automatically created"),
    _("temporary"),
    _("redirect"),
    _("redirects"),
    _("Delete redirect %(title)s"),
    _("Are you sure you want to delete this redirect?"),
    _('Sorry, no redirects match "<em>%(query_string)s</em>"'),
    _(
        "No redirects have been created. Why not <a "
        'href="%(wagtailredirects_add_redirect_url)s">add one</a>?'
    ),
    _("Add redirect"),
    _("The redirect could not be saved due to errors."),
    _("Redirect '%(redirect_title)s' updated."),
    _("Redirect '%(redirect_title)s' deleted."),
    _("The redirect could not be created due to errors."),
    _("Redirect '%(redirect_title)s' added."),
    _("Search redirects"),
    _('File format of type "%(extension)s" is not supported.'),
    _("Imported file has a wrong encoding: %(error_message)s."),
    _("%(error)s encountered while trying to read file: %(filename)s."),
    _("Delete "),
    _("Are you sure you want to delete this %(snippet_type_name)s?"),
    _("Are you sure you want to delete %(count)s %(snippet_type_name)s?"),
    _("You don't have permission to delete this %(snippet_type_name)s"),
    _("You don't have permission to delete these %(snippet_plural_name)s"),
    _('Sorry, no snippets match "<em>%(search_query)s</em>"'),
    _(
        "You haven't created any %(snippet_type_name)s snippets. Why not <a "
        'href="%(wagtailsnippets_create_snippet_url)s" target="_blank" '
        'rel="noreferrer">create one now</a>?'
    ),
    _("Scheduling…"),
    _("Schedule to publish"),
    _("Publish this version"),
    _("Replace current draft"),
    _("Replace current revision"),
    _("Save draft"),
    _("Select all snippets in listing"),
    _("Snippets"),
    _("Instances"),
    _("Request to create %(model_name)s was blocked by hook."),
    _("Request to edit %(model_name)s was blocked by hook."),
    _("Choose %(object)s"),
    _("Choose another %(object)s"),
    _("Maximum filesize: %(max_upload_size)s."),
    _("This file is too big (%(file_size)s). Maximum filesize %(max_filesize)s."),
    _("This file is too big. Maximum filesize %(max_filesize)s."),
    _("tags"),
    _("Add tags to documents"),
    _("Latest documents"),
    _('Sorry, no documents match "<em>%(search_query)s</em>"'),
    _("You haven't uploaded any documents in this collection."),
    _("You haven't uploaded any documents."),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" '
        'data-action="w-tabs#select:prevent" data-w-tabs-target="trigger" '
        'data-w-tabs-focus-param="true">upload one now</a>?'
    ),
    _("Change document:"),
    _("Filesize"),
    _("File not found"),
    _("Usage"),
    _("Select all documents in listing"),
    _('Sorry, no documents match "<em>%(query_string)s</em>"'),
    _(
        "You haven't uploaded any documents in this collection. Why not <a "
        'href="%(wagtaildocs_add_document_url)s">upload one now</a>?'
    ),
    _(
        "You haven't uploaded any documents. Why not <a "
        'href="%(wagtaildocs_add_document_url)s">upload one now</a>?'
    ),
    _("Add multiple documents"),
    _("Drag and drop documents into this area to upload immediately."),
    _("Or choose from your computer"),
    _("Add to collection:"),
    _(
        "Upload successful. Please update this document with a more appropriate title, if "
        "necessary. You may also delete the document completely if the upload wasn't "
        "required."
    ),
    _("Sorry, upload failed."),
    _("Document updated."),
    _("Created"),
    _("Choose another document"),
    _("The document could not be created due to errors."),
    _("Document '%(document_title)s' added."),
    _("The document could not be saved due to errors."),
    _("Document '%(document_title)s' updated"),
    _("The file could not be found. Please change the source or delete the document."),
    _("Add documents"),
]
PLURALS = [
    ngettext_lazy("Imported %(total)d redirect", "Imported %(total)d redirects", "count"),
    ngettext_lazy("Add tags to 1 document", "Add tags to %(counter)s documents", "count"),
    ngettext_lazy(
        "Are you sure you want to tag the following document?",
        "Are you sure you want to tag the following documents?",
        "count",
    ),
    ngettext_lazy(
        "You don't have permission to add tags to this document",
        "You don't have permission to add tags to these documents",
        "count",
    ),
    ngettext_lazy("Delete 1 document", "Delete %(counter)s documents", "count"),
    ngettext_lazy(
        "Are you sure you want to delete this document?",
        "Are you sure you want to delete these documents?",
        "count",
    ),
    ngettext_lazy(
        "You don't have permission to delete this document",
        "You don't have permission to delete these documents",
        "count",
    ),
    ngettext_lazy("%(count)s document", "%(count)s documents", "count"),
]
