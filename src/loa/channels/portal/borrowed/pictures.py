"""Strings of Wagtail about pictures, as site editors meet them."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

STRINGS = [
    _("Supported formats: %(supported_formats)s. Maximum filesize: %(max_upload_size)s."),
    _("Not a supported image format. Supported formats: %(supported_formats)s."),
    _(
        "Not a valid .%(extension)s image. The extension does not match the file format "
        "(%(image_format)s)"
    ),
    _("This file has too many pixels (%(num_pixels)s). Maximum pixels %(max_pixels_count)s."),
    _("Full width"),
    _("Left-aligned"),
    _("Right-aligned"),
    _("Format"),
    _("Original size"),
    _("Resize to width"),
    _("Resize to height"),
    _("Resize to min"),
    _("Resize to max"),
    _("Resize to fill"),
    _("Width"),
    _("Height"),
    _("Closeness"),
    _("description"),
    _("width"),
    _("height"),
    _("image"),
    _("images"),
    _("Add tags to images"),
    _("Delete images"),
    _("Popular tags"),
    _("Layout"),
    _(
        "Upload successful. However, your new image seems to be a duplicate of an existing "
        "image. You may delete it if it wasn't required."
    ),
    _("Existing"),
    _("Use new image"),
    _("Use existing and delete new"),
    _("Latest images"),
    _("Select %(title)s"),
    _("You haven't uploaded any images in this collection."),
    _("You haven't uploaded any images."),
    _("Choose a format"),
    _("Insert image"),
    _("Change image file:"),
    _("Add an image"),
    _("Keep new image"),
    _("Delete new image"),
    _("Image focal point"),
    _("URL Generator"),
    _("Focal point"),
    _("(optional)"),
    _("To define this image's most important region, drag a box over the image above."),
    _("Current focal point shown"),
    _("Remove focal area"),
    _("Max dimensions"),
    _("Sort by"),
    _("Select all images in listing"),
    _('Sorry, no images match "<em>%(query_string)s</em>"'),
    _(
        "You haven't uploaded any images in this collection. Why not <a "
        'href="%(wagtailimages_add_image_url)s">upload one now</a>?'
    ),
    _(
        "You haven't uploaded any images. Why not <a "
        'href="%(wagtailimages_add_image_url)s">upload one now</a>?'
    ),
    _("Grid layout"),
    _("List layout"),
    _("Image URL"),
    _("Copy URL"),
    _("Copied to clipboard"),
    _("Copying to clipboard failed"),
    _("Add multiple images"),
    _("Drag and drop images into this area to upload immediately."),
    _("Please provide an image description to comply with best practices for accessibility."),
    _(
        "Upload successful. Please update this image with a more appropriate title, if "
        "necessary. You may also delete the image completely if the upload wasn't required."
    ),
    _(
        "Upload successful. However, your new image seems to be a duplicate of this existing "
        "image. You may delete it if it wasn't required."
    ),
    _("Report this error to your website administrator with the following information:"),
    _("Image updated."),
    _("Choose another image"),
    _("Edit this image"),
    _("Newest"),
    _("Oldest"),
    _("Title: (A -> Z)"),
    _("Title: (Z -> A)"),
    _("File size: (low to high)"),
    _("File size: (high to low)"),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("Images"),
    _("The image could not be saved due to errors."),
    _("Image '%(image_title)s' updated."),
    _("The source image file could not be found. Please change the source or delete the image."),
    _("Generate URL"),
    _("The filter options you have selected are not valid."),
    _("Image '%(image_title)s' deleted."),
    _("The image could not be created due to errors."),
    _("Image '%(image_title)s' added."),
    _("Add images"),
]
PLURALS = [
    ngettext_lazy("Add tags to 1 image", "Add tags to %(counter)s images", "count"),
    ngettext_lazy(
        "Are you sure you want to tag the following image?",
        "Are you sure you want to tag the following images?",
        "count",
    ),
    ngettext_lazy(
        "You don't have permission to add tags to this image",
        "You don't have permission to add tags to these images",
        "count",
    ),
    ngettext_lazy("Delete 1 image", "Delete %(counter)s images", "count"),
    ngettext_lazy(
        "Are you sure you want to delete this image?",
        "Are you sure you want to delete these images?",
        "count",
    ),
    ngettext_lazy(
        "You don't have permission to delete this image",
        "You don't have permission to delete these images",
        "count",
    ),
    ngettext_lazy("%(count)s image", "%(count)s images", "count"),
]
