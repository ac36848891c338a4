"""Strings of Wagtail's editor: what its pages say, as site editors meet it."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

STRINGS = [
    _("Site summary"),
    _("Wagtail %(current_version)s editor guide"),
    _('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    _("Error 404: Page not found"),
    _("The requested page could not be found."),
    _("Go to Wagtail admin"),
    _("Sidebar"),
    _("Go to the first error"),
    _("Go back"),
    _("Bulk actions"),
    _("Select"),
    _("Select row"),
    _("Internal link"),
    _("External link"),
    _("Phone link"),
    _("Anchor link"),
    _("Add an anchor link"),
    _("Insert anchor"),
    _("Confirm selection"),
    _("Convert to internal link"),
    _(
        'The URL you entered, <a target="_blank" rel="noreferrer" '
        'href="%(submitted_url)s">%(submitted_url)s</a>, looks like it matches the internal '
        'page %(page)s, which has the URL <a target="_blank" rel="noreferrer" '
        'href="%(internal_url)s">%(internal_url)s</a>.'
    ),
    _(
        "Converting this to an internal link to %(page)s would make the link automatically "
        "update if the underlying page changes its URL. Would you like to do this?"
    ),
    _("Use external link"),
    _("Add an external link"),
    _("Add a phone link"),
    _("Explore subpages of '%(title)s'"),
    _("Explore"),
    _('Sorry, there are no matches for "<em>%(search_query)s</em>"'),
    _("There are no results."),
    _("Are you sure you want to unpublish this %(model_name)s?"),
    _("Yes, unpublish it"),
    _("No, don't unpublish"),
    _("Actions (footer)"),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("Preview not available"),
    _(
        "Preview cannot display due to validation errors. <br /> Click save to highlight the "
        "relevant fields."
    ),
    _("Fields"),
    _("Changes"),
    _("There are no differences between these two versions"),
    _("Your most recent edits"),
    _(
        "This is your dashboard on which helpful information about content you've created "
        "will be displayed."
    ),
    _("Create a page in %(title)s"),
    _("Create a page in"),
    _("Choose which type of page you'd like to create."),
    _("Sorry, you cannot create a page at this location."),
    _("Pages using %(page_type)s"),
    _("Are you sure you want to delete these pages?"),
    _("Move"),
    _("Are you sure you want to move these pages?"),
    _("There is no valid destination page for these pages"),
    _("Yes, move these pages"),
    _("No, don't move"),
    _("Are you sure you want to publish these pages?"),
    _("Yes, publish"),
    _("No, don't publish"),
    _("Are you sure you want to unpublish these pages?"),
    _("Yes, unpublish"),
    _("Are you sure you want to delete this page?"),
    _("Yes, delete it"),
    _("No, don't delete it"),
    _(
        'Alternatively you can <a href="%(unpublish_url)s">unpublish the page</a>. This '
        "removes the page from public view and you can edit or publish it again later."
    ),
    _("Move %(title)s"),
    _("Are you sure you want to move this page into '%(title)s'?"),
    _("Are you sure you want to move this page and all of its children into '%(title)s'?"),
    _("Yes, move this page"),
    _("Are you sure you want to unpublish this page?"),
    _("Copy %(title)s"),
    _("Copy this page"),
    _(
        "The root level is where you can add new sites to your Wagtail installation. Pages "
        "created here will not be accessible at any URL until they are associated with a "
        "site."
    ),
    _("Configure a site now."),
    _(
        "If you just want to add pages to an existing site, create them as children of the "
        "homepage instead."
    ),
    _(
        "Pages created here will not be accessible at any URL. To add pages to an existing "
        "site, create them as children of the homepage."
    ),
    _(
        "There is no site set up for this location. Pages created here will not be "
        "accessible at any URL until a site is associated with this location."
    ),
    _(
        "There is no site record for this location. Pages created here will not be "
        "accessible at any URL."
    ),
    _("This page is locked, by you, to further editing"),
    _("This page is locked to further editing"),
    _("Explore child pages of '%(title)s'"),
    _("Add a child page to '%(title)s'"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _("No results across entire site."),
    _("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    _("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    _("Search the whole site"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("Sites menu"),
    _("Pagination"),
    _("Page %(page_number)s of %(num_pages)s."),
    _("Previous"),
    _("Select all pages in listing"),
    _("Page types"),
    _("Sorry, no pages match <em>%(query_string)s</em>"),
    _("Enter a search term above"),
    _("Move up"),
    _("Move down"),
    _("Drag"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _("Choose when this page should go live and/or expire"),
    _(
        'This publishing schedule will only take effect after you select the "Schedule to '
        'publish" option'
    ),
    _("Anyone with editing permissions can create schedules"),
    _("But only those with publishing permissions can make them effective."),
    _("Set publishing schedule"),
    _("Save schedule"),
    _("%(field_label)s:"),
    _("Saved"),
    _("Autosave is paused"),
    _("Edit account avatar"),
    _("Toggle breadcrumbs"),
    _("Breadcrumb"),
    _("Please type <b>%(wagtail_site_name)s</b> to confirm."),
    _("Close dialog"),
    _("You saved a new version in another window"),
    _("System"),
    _("%(user_name)s saved a new version"),
    _("View latest version"),
    _("You have unsaved changes in another window"),
    _("%(user_name)s has unsaved changes"),
    _("Currently idle"),
    _("Currently viewing"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a "
        "separate tab to view the last saved version."
    ),
    _("Apply filters"),
    _("Show filters"),
    _("Filter by"),
    _("Back"),
    _("account"),
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    _("All keyboard shortcuts"),
    _("Section"),
    _("Keyboard shortcut"),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Current page status:"),
    _("Visit the live page"),
    _("Visible to all. Visit the live page"),
    _("Visible to all"),
    _("Private. Visit the live page"),
    _("Page %(page_num)s of %(total_pages)s"),
    _("Toggle section"),
    _("Other searches"),
    _("Show issue"),
    _("Content metrics"),
    _("Reading time"),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and "
        "calculate the number of words."
    ),
    _(
        "We calculate reading time from word count, using different reading speeds for "
        "different languages."
    ),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences "
        "and words result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more '
        "information on how content metrics are calculated."
    ),
    _("Issues found"),
    _("Preview in new tab"),
    _("Loading"),
    _("Refreshing…"),
    _("Refresh"),
    _("Preview is out of date"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("Preview mode"),
    _("First published"),
    _("Minimap"),
    _("Side panels"),
    _("Toggle side panel"),
    _("Side panel width"),
    _("Autosave is <span>paused</span>"),
    _("Save your changes before leaving"),
    _("You have <span>unsaved edits</span>"),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> Here are "
        'the <a href="https://www.enable-javascript.com/" target="_blank" '
        'rel="noreferrer">instructions how to enable JavaScript in your web browser</a>.'
    ),
    _("Skip to main content"),
    _("Item %(index)s of %(total)s"),
    _("Disable custom ordering"),
    _("Sort"),
    _("Enable custom ordering"),
]
PLURALS = [
    ngettext_lazy("There is %(counter)s match", "There are %(counter)s matches", "count"),
    ngettext_lazy(
        'Only pages of type "%(type)s" may be chosen for this field. Search results will '
        "exclude pages of other types.",
        "Only the following page types may be chosen for this field: %(type)s. Search "
        "results will exclude pages of other types.",
        "count",
    ),
    ngettext_lazy("Moved down 1 place.", "Moved down %(counter)s places.", "count"),
    ngettext_lazy("Moved up 1 place.", "Moved up %(counter)s places.", "count"),
    ngettext_lazy("Delete 1 page", "Delete %(counter)s pages", "count"),
    ngettext_lazy(
        "This will also delete one more subpage.",
        "This will also delete %(counter)s more subpages.",
        "count",
    ),
    ngettext_lazy(
        "You don't have permission to delete this page",
        "You don't have permission to delete these pages",
        "count",
    ),
    ngettext_lazy("Move 1 page", "Move %(counter)s pages", "count"),
    ngettext_lazy("This page has one child page", "This page has %(counter)s child pages", "count"),
    ngettext_lazy(
        "You don't have permission to move this page",
        "You don't have permission to move these pages",
        "count",
    ),
    ngettext_lazy(
        "The following page cannot be moved to %(dest_title)s",
        "The following pages cannot be moved to %(dest_title)s",
        "count",
    ),
    ngettext_lazy(
        "The following page cannot be moved due to duplicate slug",
        "The following pages cannot be moved due to duplicate slugs",
        "count",
    ),
    ngettext_lazy("Publish 1 page", "Publish %(counter)s pages", "count"),
    ngettext_lazy(
        "This page has one unpublished subpage",
        "This page has %(counter)s unpublished subpages",
        "count",
    ),
    ngettext_lazy(
        "You don't have permission to publish this page",
        "You don't have permission to publish these pages",
        "count",
    ),
    ngettext_lazy("Unpublish 1 page", "Unpublish %(counter)s pages", "count"),
    ngettext_lazy("This page has one subpage", "This page has %(counter)s subpages", "count"),
    ngettext_lazy(
        "You don't have permission to unpublish this page",
        "You don't have permission to unpublish these pages",
        "count",
    ),
    ngettext_lazy(
        "Deleting this page will also delete %(descendant_count)s child page.",
        "Deleting this page will also delete %(descendant_count)s more child pages.",
        "count",
    ),
    ngettext_lazy(
        "This page has one subpage. Unpublish this too",
        "This page has %(live_descendant_count)s subpages. Unpublish these too",
        "count",
    ),
    ngettext_lazy("There is one matching page", "There are %(counter)s matching pages", "count"),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.",
        "This action will delete <b>%(total_pages_formatted)s</b> pages in total.",
        "count",
    ),
    ngettext_lazy(
        "One other user is currently viewing",
        "%(num_user)s other users are currently viewing",
        "count",
    ),
]
