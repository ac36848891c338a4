-- the shape that these migrations leave: 3e44e935631ea6b5c7a949fdac910667ef0ee0c779028795278f6724cb022f03
-- {"account": ["0001_initial", "0002_email_max_length", "0003_alter_emailaddress_create_unique_verified_email", "0004_alter_emailaddress_drop_unique_email", "0005_emailaddress_idx_upper_email", "0006_emailaddress_lower", "0007_emailaddress_idx_email", "0008_emailaddress_unique_primary_email_fixup", "0009_emailaddress_unique_primary_email"], "admin": ["0001_initial", "0002_logentry_remove_auto_add", "0003_logentry_add_action_flag_choices"], "auth": ["0001_initial", "0002_alter_permission_name_max_length", "0003_alter_user_email_max_length", "0004_alter_user_username_opts", "0005_alter_user_last_login_null", "0006_require_contenttypes_0002", "0007_alter_validators_add_error_messages", "0008_alter_user_username_max_length", "0009_alter_user_last_name_max_length", "0010_alter_group_name_max_length", "0011_update_proxy_permissions", "0012_alter_user_first_name_max_length"], "broadcast": ["0001_initial", "0002_usb_task", "0003_lowering", "0004_amendment"], "contenttypes": ["0001_initial", "0002_remove_content_type_name"], "control": ["0001_first_day", "0002_work"], "delivery": ["0001_initial", "0002_programme", "0003_soon", "0004_announcements"], "devices": ["0001_initial", "0002_fewer_indexes", "0003_many_segments_in_a_file"], "django_tasks_database": ["0001_initial", "0002_alter_dbtaskresult_options", "0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at", "0004_dbtaskresult_started_at", "0005_alter_dbtaskresult_priority_and_more", "0006_alter_dbtaskresult_args_kwargs_and_more", "0007_add_separate_results_fields", "0008_separate_results_field", "0009_remove_results_field", "0010_alter_dbtaskresult_status", "0011_rename_complete_status", "0012_add_separate_exception_fields", "0013_separate_exception_fields", "0014_remove_dbtaskresult_exception_data", "0015_correctly_order_run_after", "0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more", "0017_dbtaskresult_metadata", "0018_rename_succeeded_status", "0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more", "0020_update_db_task_result_ordering", "0021_conditional_partial_index_ordering"], "feedback": ["0001_initial", "0002_spoken_answers", "0003_surveys", "0004_surveys_follow_phases"], "mfa": ["0001_initial", "0002_authenticator_timestamps", "0003_authenticator_type_uniq"], "newsroom": ["0001_initial", "0002_bulletins", "0003_forms", "0004_afterwards", "0005_approval"], "operations": ["0001_initial"], "people": ["0001_initial", "0002_passkeys", "0003_hamlet_head", "0004_deputies", "0005_first_day"], "places": ["0001_initial"], "plan_drafting": ["0001_initial"], "plans": ["0001_initial", "0002_assignment_product", "0003_move_document"], "portal": ["0001_initial", "0002_event_notes", "0003_live_logs_and_results", "0004_lines_of_units"], "rehearsal": ["0001_initial", "0002_trial"], "reports": ["0001_initial", "0002_publication", "0003_owed_figures"], "search": ["0001_initial", "0002_tokens", "0003_several_units", "0004_no_function"], "sessions": ["0001_initial"], "taggit": ["0001_initial", "0002_auto_20150616_2121", "0003_taggeditem_add_unique_index", "0004_alter_taggeditem_content_type_alter_taggeditem_tag", "0005_auto_20220424_2025", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"], "wagtailadmin": ["0001_create_admin_access_permissions", "0002_admin", "0003_admin_managed", "0004_editingsession", "0005_editingsession_is_editing", "0006_formstate"], "wagtailcore": ["0001_initial", "0001_squashed_0016_change_page_url_path_to_text_field", "0002_initial_data", "0003_add_uniqueness_constraint_on_group_page_permission", "0004_page_locked", "0005_add_page_lock_permission_to_moderators", "0006_add_lock_page_permission", "0007_page_latest_revision_created_at", "0008_populate_latest_revision_created_at", "0009_remove_auto_now_add_from_pagerevision_created_at", "0010_change_page_owner_to_null_on_delete", "0011_page_first_published_at", "0012_extend_page_slug_field", "0013_update_golive_expire_help_text", "0014_add_verbose_name", "0015_add_more_verbose_names", "0016_change_page_url_path_to_text_field", "0017_change_edit_page_permission_description", "0018_pagerevision_submitted_for_moderation_index", "0019_verbose_names_cleanup", "0020_add_index_on_page_first_published_at", "0021_capitalizeverbose", "0022_add_site_name", "0023_alter_page_revision_on_delete_behaviour", "0024_alter_page_content_type_on_delete_behaviour", "0024_collection", "0025_collection_initial_data", "0026_group_collection_permission", "0027_fix_collection_path_collation", "0028_merge", "0029_unicode_slugfield_dj19", "0030_index_on_pagerevision_created_at", "0031_add_page_view_restriction_types", "0032_add_bulk_delete_page_permission", "0033_remove_golive_expiry_help_text", "0034_page_live_revision", "0035_page_last_published_at", "0036_populate_page_last_published_at", "0037_set_page_owner_editable", "0038_make_first_published_at_editable", "0039_collectionviewrestriction", "0040_page_draft_title", "0041_group_collection_permissions_verbose_name_plural", "0042_index_on_pagerevision_approved_go_live_at", "0043_lock_fields", "0044_add_unlock_grouppagepermission", "0045_assign_unlock_grouppagepermission", "0046_site_name_remove_null", "0047_add_workflow_models", "0048_add_default_workflows", "0049_taskstate_finished_by", "0050_workflow_rejected_to_needs_changes", "0051_taskstate_comment", "0052_pagelogentry", "0053_locale_model", "0054_initial_locale", "0055_page_locale_fields", "0056_page_locale_fields_populate", "0057_page_locale_fields_notnull", "0058_page_alias_of", "0059_apply_collection_ordering", "0060_fix_workflow_unique_constraint", "0061_change_promote_tab_helpt_text_and_verbose_names", "0062_comment_models_and_pagesubscription", "0063_modellogentry", "0064_log_timestamp_indexes", "0065_log_entry_uuid", "0066_collection_management_permissions", "0067_alter_pagerevision_content_json", "0068_log_entry_empty_object", "0069_log_entry_jsonfield", "0070_rename_pagerevision_revision", "0071_populate_revision_content_type", "0072_alter_revision_content_type_notnull", "0073_page_latest_revision", "0074_revision_object_str", "0075_populate_latest_revision_and_revision_object_str", "0076_modellogentry_revision", "0077_alter_revision_user", "0078_referenceindex", "0079_rename_taskstate_page_revision", "0080_generic_workflowstate", "0081_populate_workflowstate_content_type", "0082_alter_workflowstate_content_type_notnull", "0083_workflowcontenttype", "0084_add_default_page_permissions", "0085_add_grouppagepermission_permission", "0086_populate_grouppagepermission_permission", "0087_alter_grouppagepermission_unique_together_and_more", "0088_fix_log_entry_json_timestamps", "0089_log_entry_data_json_null_to_object", "0090_remove_grouppagepermission_permission_type", "0091_remove_revision_submitted_for_moderation", "0092_alter_collectionviewrestriction_password_and_more", "0093_uploadedfile", "0094_alter_page_locale", "0095_groupsitepermission", "0096_referenceindex_referenceindex_source_object_and_more", "0097_baselogentry_uuid_action_timestamp_indexes"], "wagtaildocs": ["0001_initial", "0002_initial_data", "0003_add_verbose_names", "0004_capitalizeverbose", "0005_alter_uploaded_by_user_on_delete_action", "0005_document_collection", "0006_copy_document_permissions_to_collections", "0007_merge", "0008_document_file_size", "0009_document_verbose_name_plural", "0010_document_file_hash", "0011_add_choose_permissions", "0012_uploadeddocument", "0013_delete_uploadeddocument", "0014_alter_document_file_size"], "wagtailimages": ["0001_initial", "0001_squashed_0021", "0002_initial_data", "0003_fix_focal_point_fields", "0004_make_focal_point_key_not_nullable", "0005_make_filter_spec_unique", "0006_add_verbose_names", "0007_image_file_size", "0008_image_created_at_index", "0009_capitalizeverbose", "0010_change_on_delete_behaviour", "0011_image_collection", "0012_copy_image_permissions_to_collections", "0013_make_rendition_upload_callable", "0014_add_filter_spec_field", "0015_fill_filter_spec_field", "0016_deprecate_rendition_filter_relation", "0017_reduce_focal_point_key_max_length", "0018_remove_rendition_filter", "0019_delete_filter", "0020_add-verbose-name", "0021_image_file_hash", "0022_uploadedimage", "0023_add_choose_permissions", "0024_index_image_file_hash", "0025_alter_image_file_alter_rendition_file", "0026_delete_uploadedimage", "0027_image_description"], "wagtailredirects": ["0001_initial", "0002_add_verbose_names", "0003_make_site_field_editable", "0004_set_unique_on_path_and_site", "0005_capitalizeverbose", "0006_redirect_increase_max_length", "0007_add_autocreate_fields", "0008_add_verbose_name_plural"], "wagtailsearch": ["0001_initial", "0002_add_verbose_names", "0003_remove_editors_pick", "0004_querydailyhits_verbose_name_plural", "0005_create_indexentry", "0006_customise_indexentry", "0007_delete_editorspick", "0008_remove_query_and_querydailyhits_models", "0009_remove_ngram_autocomplete", "0010_add_text_fields"], "wagtailusers": ["0001_initial", "0002_add_verbose_name_on_userprofile", "0003_add_verbose_names", "0004_capitalizeverbose", "0005_make_related_name_wagtail_specific", "0006_userprofile_prefered_language", "0007_userprofile_current_time_zone", "0008_userprofile_avatar", "0009_userprofile_verbose_name_plural", "0010_userprofile_updated_comments_notifications", "0011_userprofile_dismissibles", "0012_userprofile_theme", "0013_userprofile_density", "0014_userprofile_contrast", "0015_userprofile_keyboard_shortcuts"]}
CREATE TABLE "account_emailaddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "verified" bool NOT NULL, "primary" bool NOT NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "email" varchar(254) NOT NULL);
CREATE TABLE "account_emailconfirmation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created" datetime NOT NULL, "sent" datetime NULL, "key" varchar(64) NOT NULL UNIQUE, "email_address_id" integer NOT NULL REFERENCES "account_emailaddress" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_group" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL UNIQUE);
CREATE TABLE "auth_group_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "auth_permission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "codename" varchar(100) NOT NULL, "name" varchar(255) NOT NULL);
CREATE TABLE "broadcast_amendment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "message" varchar(64) NOT NULL, "placement" varchar(160) NOT NULL, "asked_at" datetime NOT NULL, "serial" bigint unsigned NOT NULL CHECK ("serial" >= 0), "starts" datetime NULL, "why" varchar(300) NOT NULL, "station_id" bigint NOT NULL REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "broadcast_amendment_once" UNIQUE ("station_id", "message", "placement"));
CREATE TABLE "broadcast_asrun" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item_id" varchar(40) NOT NULL, "outcome" varchar(10) NOT NULL, "reason" varchar(12) NOT NULL, "planned_at" datetime NOT NULL, "started_at" datetime NULL, "heard_ms" integer unsigned NOT NULL CHECK ("heard_ms" >= 0), "late_ms" integer NOT NULL, "proof" text NOT NULL CHECK ((JSON_VALID("proof") OR "proof" IS NULL)), "rundown_id" bigint NOT NULL REFERENCES "broadcast_rundownday" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "broadcast_as_run_once" UNIQUE ("rundown_id", "item_id"));
CREATE TABLE "broadcast_cluster" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL, "speakers" smallint unsigned NOT NULL CHECK ("speakers" >= 0), "state" varchar(10) NOT NULL, "station_id" bigint NOT NULL REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "broadcast_cluster_name" UNIQUE ("station_id", "name"));
CREATE TABLE "broadcast_cursor" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(40) NOT NULL UNIQUE, "position" bigint unsigned NOT NULL CHECK ("position" >= 0));
CREATE TABLE "broadcast_dirty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "since" datetime NOT NULL, "reason" varchar(160) NOT NULL, "station_id" bigint NOT NULL UNIQUE REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "broadcast_gridframe" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(60) NOT NULL UNIQUE, "name" varchar(120) NOT NULL, "document" text NOT NULL, "ident_key" varchar(120) NOT NULL);
CREATE TABLE "broadcast_lowering" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "reference" varchar(40) NOT NULL UNIQUE, "since" datetime NOT NULL, "until" datetime NULL, "station_id" bigint NOT NULL REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "broadcast_policyrevision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "serial" integer unsigned NOT NULL CHECK ("serial" >= 0), "document" text NOT NULL, "decided_at" datetime NOT NULL, "signed_at" datetime NULL, "station_id" bigint NOT NULL REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "broadcast_policy_serial" UNIQUE ("station_id", "serial"));
CREATE TABLE "broadcast_publishedvolume" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "lowered" bool NOT NULL, "serial" integer unsigned NOT NULL CHECK ("serial" >= 0), "station_id" bigint NOT NULL UNIQUE REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "broadcast_rundownday" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "day" date NOT NULL, "serial" integer unsigned NOT NULL CHECK ("serial" >= 0), "address" varchar(64) NOT NULL, "document" text NOT NULL, "messages" text NOT NULL CHECK ((JSON_VALID("messages") OR "messages" IS NULL)), "reasons" text NOT NULL CHECK ((JSON_VALID("reasons") OR "reasons" IS NULL)), "unplaced" text NOT NULL CHECK ((JSON_VALID("unplaced") OR "unplaced" IS NULL)), "published_at" datetime NULL, "settled" bool NOT NULL, "station_id" bigint NOT NULL REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "broadcast_rundown_day" UNIQUE ("station_id", "day"));
CREATE TABLE "broadcast_station" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(60) NOT NULL UNIQUE, "name" varchar(120) NOT NULL, "kind" varchar(10) NOT NULL, "languages" text NOT NULL CHECK ((JSON_VALID("languages") OR "languages" IS NULL)), "zone" varchar(40) NOT NULL, "since" date NOT NULL, "until" date NULL, "grid_id" bigint NOT NULL REFERENCES "broadcast_gridframe" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "broadcast_stationunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "unit_code" varchar(40) NOT NULL, "since" date NOT NULL, "until" date NULL, "station_id" bigint NOT NULL REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "broadcast_unit_since" UNIQUE ("station_id", "since"), CONSTRAINT "broadcast_unit_period" CHECK (("until" IS NULL OR "until" > ("since"))));
CREATE TABLE "broadcast_tick" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "item_id" varchar(40) NOT NULL, "played" bool NOT NULL, "at" datetime NOT NULL, "by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "stick_id" bigint NOT NULL REFERENCES "broadcast_usbstick" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "broadcast_tick_once" UNIQUE ("stick_id", "item_id"));
CREATE TABLE "broadcast_usbstick" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "first_day" date NOT NULL, "last_day" date NOT NULL, "made_at" datetime NOT NULL, "files" text NOT NULL CHECK ((JSON_VALID("files") OR "files" IS NULL)), "made_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "station_id" bigint NOT NULL REFERENCES "broadcast_station" ("id") DEFERRABLE INITIALLY DEFERRED, "task" char(32) NULL, "recalled" text NOT NULL CHECK ((JSON_VALID("recalled") OR "recalled" IS NULL)));
CREATE TABLE "control_calendaraddress" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "seal" varchar(64) NOT NULL UNIQUE, "made_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "revoked_at" datetime NULL, "asked_since" datetime NULL, "asked" integer unsigned NOT NULL CHECK ("asked" >= 0), "person_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "control_dropped" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(32) NOT NULL UNIQUE, "made_at" datetime NOT NULL, "files" text NOT NULL CHECK ((JSON_VALID("files") OR "files" IS NULL)), "confirmed_at" datetime NULL, "outcome" text NOT NULL CHECK ((JSON_VALID("outcome") OR "outcome" IS NULL)), "done_at" datetime NULL, "owner_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "control_reminder" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "organisations" text NOT NULL CHECK ((JSON_VALID("organisations") OR "organisations" IS NULL)), "text" text NOT NULL, "at" datetime NOT NULL, "by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "control_taskfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "media_type" varchar(100) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "sha256" varchar(64) NOT NULL, "content" BLOB NOT NULL, "kept_at" datetime NOT NULL, "removed_at" datetime NULL, "assignment_id" bigint NOT NULL REFERENCES "plans_assignment" ("id") DEFERRABLE INITIALLY DEFERRED, "kept_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "control_tasknote" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "at" datetime NOT NULL, "assignment_id" bigint NOT NULL REFERENCES "plans_assignment" ("id") DEFERRABLE INITIALLY DEFERRED, "by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "delivery_announcement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "at" datetime NOT NULL, "message_id" varchar(64) NOT NULL REFERENCES "delivery_sealedmessage" ("digest") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "delivery_announced_once" UNIQUE ("message_id", "person_id"));
CREATE TABLE "delivery_coveragecell" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "unit_code" varchar(40) NOT NULL, "unit" varchar(20) NOT NULL, "grade" varchar(10) NOT NULL, "simulated" bool NOT NULL, "quantity" bigint unsigned NOT NULL CHECK ("quantity" >= 0), "target_id" bigint NOT NULL REFERENCES "plans_target" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "delivery_cell_once" UNIQUE ("target_id", "unit_code", "unit", "grade", "simulated"));
CREATE TABLE "delivery_evidence" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "channel" varchar(40) NOT NULL, "unit_code" varchar(40) NOT NULL, "place" varchar(120) NOT NULL, "at" datetime NOT NULL, "quantity" integer unsigned NOT NULL CHECK ("quantity" >= 0), "unit" varchar(20) NOT NULL, "grade" varchar(10) NOT NULL, "simulated" bool NOT NULL, "reference" varchar(160) NOT NULL UNIQUE, "target_id" bigint NULL REFERENCES "plans_target" ("id") DEFERRABLE INITIALLY DEFERRED, "placement_id" bigint NOT NULL REFERENCES "delivery_placement" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "delivery_placement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(160) NOT NULL UNIQUE, "channel" varchar(40) NOT NULL, "areas" text NOT NULL CHECK ((JSON_VALID("areas") OR "areas" IS NULL)), "starts" date NOT NULL, "ends" date NULL, "times_a_day" smallint unsigned NOT NULL CHECK ("times_a_day" >= 0), "days" smallint unsigned NOT NULL CHECK ("days" >= 0), "every_days" smallint unsigned NOT NULL CHECK ("every_days" >= 0), "languages" text NOT NULL CHECK ((JSON_VALID("languages") OR "languages" IS NULL)), "state" varchar(10) NOT NULL, "placed_at" datetime NOT NULL, "target_id" bigint NULL REFERENCES "plans_target" ("id") DEFERRABLE INITIALLY DEFERRED, "message_id" varchar(64) NOT NULL REFERENCES "delivery_sealedmessage" ("digest") DEFERRABLE INITIALLY DEFERRED, "closes" time NULL, "opens" time NULL, "programme" varchar(120) NOT NULL, "turn" smallint unsigned NOT NULL CHECK ("turn" >= 0), "soon" varchar(4) NOT NULL, CONSTRAINT "delivery_placement_window" CHECK (("ends" IS NULL OR "ends" > ("starts"))));
CREATE TABLE "delivery_sealedmessage" ("digest" varchar(64) NOT NULL PRIMARY KEY, "key" varchar(120) NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "plan_key" varchar(80) NOT NULL, "topic_code" varchar(40) NOT NULL, "scope" varchar(10) NOT NULL, "priority" varchar(10) NOT NULL, "headline" varchar(300) NOT NULL, "folded" varchar(300) NOT NULL, "document" text NOT NULL, "valid_from" datetime NOT NULL, "valid_until" datetime NOT NULL, "sealed_at" datetime NOT NULL, "retracted_at" datetime NULL, "announced_at" datetime NULL, "results" bool NOT NULL, CONSTRAINT "delivery_message_revision" UNIQUE ("key", "revision"), CONSTRAINT "delivery_message_validity" CHECK ("valid_until" > ("valid_from")));
CREATE TABLE "devices_alarm" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "n" bigint NOT NULL, "detail" varchar(300) NOT NULL, "raised_at" datetime NOT NULL, "repeated_at" datetime NOT NULL, "times" integer unsigned NOT NULL CHECK ("times" >= 0), "evidence" varchar(200) NOT NULL, "closed_at" datetime NULL, "device_id" bigint NOT NULL REFERENCES "devices_device" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "devices_claimcode" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "station" varchar(100) NOT NULL, "secret_hash" varchar(64) NOT NULL UNIQUE, "root" integer unsigned NOT NULL CHECK ("root" >= 0), "issued_by" varchar(150) NOT NULL, "issued_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "used_at" datetime NULL, "attempts" integer unsigned NOT NULL CHECK ("attempts" >= 0), "used_by_id" bigint NULL REFERENCES "devices_device" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "devices_claimfailure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "address" varchar(60) NOT NULL, "at" datetime NOT NULL);
CREATE TABLE "devices_device" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "station" varchar(100) NOT NULL, "keyid" varchar(16) NOT NULL UNIQUE, "public" varchar(64) NOT NULL, "enrolled_at" datetime NOT NULL, "revoked_at" datetime NULL, "revoked_why" varchar(200) NOT NULL, "n" bigint NOT NULL, "head" varchar(64) NOT NULL, "durable_n" bigint NOT NULL, "durable_head" varchar(64) NOT NULL, "seen_at" datetime NULL, "said_at" datetime NULL, "clock" varchar(20) NOT NULL, "playing" varchar(100) NOT NULL, "bundle" bigint NOT NULL, "free_mb" bigint NULL, "software" varchar(60) NOT NULL);
CREATE TABLE "devices_entry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "n" bigint NOT NULL, "at" datetime NOT NULL, "clock" varchar(20) NOT NULL, "boot" bigint NOT NULL, "mono_ms" bigint NOT NULL, "event" varchar(20) NOT NULL, "item" text NOT NULL, "ms" bigint NOT NULL, "late_ms" bigint NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "hash" varchar(64) NOT NULL, "device_id" bigint NOT NULL, CONSTRAINT "devices_entry_once" UNIQUE ("device_id", "n"));
CREATE TABLE "devices_segment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "first" bigint NOT NULL, "last" bigint NOT NULL, "head" varchar(64) NOT NULL, "received_at" datetime NOT NULL, "sha256" varchar(64) NOT NULL, "path" varchar(200) NOT NULL, "device_id" bigint NOT NULL REFERENCES "devices_device" ("id") DEFERRABLE INITIALLY DEFERRED, "start" bigint NOT NULL, "size" bigint NULL, CONSTRAINT "devices_segment_once" UNIQUE ("device_id", "sha256"));
CREATE TABLE "django_admin_log" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" text NULL, "object_repr" varchar(200) NOT NULL, "action_flag" smallint unsigned NOT NULL CHECK ("action_flag" >= 0), "change_message" text NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "action_time" datetime NOT NULL);
CREATE TABLE "django_content_type" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app_label" varchar(100) NOT NULL, "model" varchar(100) NOT NULL);
CREATE TABLE "django_migrations" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "app" varchar(255) NOT NULL, "name" varchar(255) NOT NULL, "applied" datetime NOT NULL);
CREATE TABLE "django_session" ("session_key" varchar(40) NOT NULL PRIMARY KEY, "session_data" text NOT NULL, "expire_date" datetime NOT NULL);
CREATE TABLE "django_tasks_database_dbtaskresult" ("id" char(32) NOT NULL PRIMARY KEY, "args_kwargs" text NOT NULL CHECK ((JSON_VALID("args_kwargs") OR "args_kwargs" IS NULL)), "priority" integer NOT NULL, "task_path" text NOT NULL, "queue_name" varchar(32) NOT NULL, "backend_name" varchar(32) NOT NULL, "run_after" datetime NOT NULL, "enqueued_at" datetime NOT NULL, "finished_at" datetime NULL, "started_at" datetime NULL, "return_value" text NULL CHECK ((JSON_VALID("return_value") OR "return_value" IS NULL)), "exception_class_path" text NOT NULL, "traceback" text NOT NULL, "worker_ids" text NOT NULL CHECK ((JSON_VALID("worker_ids") OR "worker_ids" IS NULL)), "status" varchar(10) NOT NULL, CONSTRAINT "priority_range" CHECK ("priority" BETWEEN -100 AND 100));
CREATE TABLE "feedback_answer" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "public" bool NOT NULL, "question" varchar(300) NOT NULL, "text" text NOT NULL, "post" varchar(400) NOT NULL, "on" date NOT NULL, "item" varchar(120) NOT NULL, "by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "matter_id" bigint NOT NULL UNIQUE REFERENCES "feedback_matter" ("id") DEFERRABLE INITIALLY DEFERRED, "voice" varchar(64) NOT NULL, "voice_ms" integer unsigned NOT NULL CHECK ("voice_ms" >= 0));
CREATE TABLE "feedback_attempt" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "seal" varchar(32) NOT NULL, "asked" varchar(8) NOT NULL, "at" datetime NOT NULL);
CREATE TABLE "feedback_contact" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(80) NOT NULL, "reach" varchar(120) NOT NULL, "delete_on" date NULL, "matter_id" bigint NOT NULL UNIQUE REFERENCES "feedback_matter" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "feedback_matter" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" varchar(20) NOT NULL UNIQUE, "kind" varchar(10) NOT NULL, "unit_code" varchar(40) NOT NULL, "place" varchar(120) NOT NULL, "place_name" varchar(120) NOT NULL, "trouble" varchar(10) NOT NULL, "text" text NOT NULL, "received_on" date NOT NULL, "due_on" date NOT NULL, "state" varchar(10) NOT NULL, "reason" varchar(200) NOT NULL, "closed_on" date NULL, "form" varchar(64) NOT NULL UNIQUE, "entered_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "feedback_loudness_has_no_words" CHECK ((NOT ("kind" = 'loudness') OR "text" = '')), CONSTRAINT "feedback_closed_after_received" CHECK (("closed_on" IS NULL OR "closed_on" >= ("received_on"))));
CREATE TABLE "feedback_question" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "kind" varchar(8) NOT NULL, "text" varchar(200) NOT NULL, "own" text NOT NULL CHECK ((JSON_VALID("own") OR "own" IS NULL)), "survey_id" bigint NOT NULL REFERENCES "feedback_survey" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "feedback_question_once" UNIQUE ("survey_id", "number"), CONSTRAINT "feedback_question_number" CHECK (("number" >= 1 AND "number" <= 5)));
CREATE TABLE "feedback_recording" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language" varchar(8) NOT NULL, "address" varchar(64) NOT NULL, "ms" integer unsigned NOT NULL CHECK ("ms" >= 0), "question_id" bigint NOT NULL REFERENCES "feedback_question" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "feedback_recording_once" UNIQUE ("question_id", "language"));
CREATE TABLE "feedback_survey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(20) NOT NULL UNIQUE, "title" varchar(160) NOT NULL, "plan_key" varchar(80) NOT NULL, "phase_key" varchar(80) NOT NULL, "area" text NOT NULL CHECK ((JSON_VALID("area") OR "area" IS NULL)), "area_on" date NOT NULL, "sampling" varchar(4) NOT NULL, "population" integer unsigned NULL CHECK ("population" >= 0), "note" varchar(200) NOT NULL, "state" varchar(10) NOT NULL, "reason" varchar(200) NOT NULL, "approvals" text NOT NULL CHECK ((JSON_VALID("approvals") OR "approvals" IS NULL)), "approved_on" date NULL, "made_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "around_ends" date NULL, "around_starts" date NULL);
CREATE TABLE "feedback_taken" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "form" varchar(64) NOT NULL UNIQUE, "on" date NOT NULL);
CREATE TABLE "feedback_tally" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "mode" varchar(9) NOT NULL, "number" smallint unsigned NOT NULL CHECK ("number" >= 0), "choice" varchar(12) NOT NULL, "n" integer unsigned NOT NULL CHECK ("n" >= 0), "wave_id" bigint NOT NULL REFERENCES "feedback_wave" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "feedback_tally_once" UNIQUE ("wave_id", "mode", "number", "choice"));
CREATE TABLE "feedback_wave" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "which" varchar(6) NOT NULL, "opens" date NOT NULL, "closes" date NOT NULL, "survey_id" bigint NOT NULL REFERENCES "feedback_survey" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "feedback_wave_once" UNIQUE ("survey_id", "which"), CONSTRAINT "feedback_wave_period" CHECK ("closes" > ("opens")));
CREATE TABLE "mfa_authenticator" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "type" varchar(20) NOT NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)), "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "created_at" datetime NOT NULL, "last_used_at" datetime NULL);
CREATE TABLE "newsroom_approvallink" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code_digest" varchar(64) NOT NULL UNIQUE, "addresses" text NOT NULL CHECK ((JSON_VALID("addresses") OR "addresses" IS NULL)), "made_at" datetime NOT NULL, "expires_at" datetime NOT NULL, "opened_at" datetime NULL, "decided_at" datetime NULL, "decision" varchar(8) NOT NULL, "bulletin_id" bigint NULL REFERENCES "newsroom_bulletin" ("id") DEFERRABLE INITIALLY DEFERRED, "maker_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_bulletin" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(100) NOT NULL UNIQUE, "day" date NOT NULL, "opens" time NOT NULL, "closes" time NOT NULL, "made_at" datetime NOT NULL, "sent_at" datetime NULL, "placed_at" datetime NULL, "withdrawn_at" datetime NULL, "sound" varchar(64) NOT NULL, "sound_bytes" integer unsigned NOT NULL CHECK ("sound_bytes" >= 0), "sound_ms" integer unsigned NOT NULL CHECK ("sound_ms" >= 0), "sound_of" varchar(64) NOT NULL, "author_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "closing_id" bigint NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "ident_id" bigint NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "issuer_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "newsroom_bulletin_session" UNIQUE ("issuer_id", "day", "opens"));
CREATE TABLE "newsroom_bulletinentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "language" varchar(8) NOT NULL, "bulletin_id" bigint NOT NULL REFERENCES "newsroom_bulletin" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "newsroom_entry_once" UNIQUE ("bulletin_id", "item_id", "language"));
CREATE TABLE "newsroom_claim" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "claimed_at" datetime NOT NULL, "due" datetime NOT NULL, "item_id" bigint NOT NULL UNIQUE REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewer_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "language" varchar(8) NOT NULL, "passage" varchar(300) NOT NULL, "text" varchar(1000) NOT NULL, "at" datetime NOT NULL, "settled_at" datetime NULL, "author_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_consent" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "person" varchar(200) NOT NULL, "given_on" date NOT NULL, "paper" BLOB NOT NULL, "media_type" varchar(40) NOT NULL, "sha256" varchar(64) NOT NULL, "kept_at" datetime NOT NULL, "withdrawn_at" datetime NULL, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "kept_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_edition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language" varchar(8) NOT NULL, "text" text NOT NULL, "sound" varchar(64) NOT NULL, "sound_bytes" integer unsigned NOT NULL CHECK ("sound_bytes" >= 0), "sound_ms" integer unsigned NOT NULL CHECK ("sound_ms" >= 0), "voice" varchar(80) NOT NULL, "lufs_centi" integer NULL, "peaks" text NOT NULL CHECK ((JSON_VALID("peaks") OR "peaks" IS NULL)), "listened_at" datetime NULL, "form" varchar(12) NOT NULL, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "listened_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "newsroom_edition_once" UNIQUE ("item_id", "form", "language"));
CREATE TABLE "newsroom_figure" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "position" smallint unsigned NOT NULL CHECK ("position" >= 0), "what" varchar(200) NOT NULL, "unit" varchar(40) NOT NULL, "before" varchar(40) NOT NULL, "since" varchar(40) NOT NULL, "after" varchar(40) NOT NULL, "until" varchar(40) NOT NULL, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_hail" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "soon" varchar(4) NOT NULL, "areas" text NOT NULL CHECK ((JSON_VALID("areas") OR "areas" IS NULL)), "spoken_at" datetime NOT NULL, "placed_at" datetime NULL, "trouble" text NOT NULL, "item_id" bigint NOT NULL UNIQUE REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_item" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(120) NOT NULL UNIQUE, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "kind" varchar(12) NOT NULL, "headline" varchar(300) NOT NULL, "folded" varchar(300) NOT NULL, "byline" varchar(200) NOT NULL, "source" varchar(200) NOT NULL, "scope" varchar(10) NOT NULL, "priority" varchar(10) NOT NULL, "mood" varchar(10) NOT NULL, "state" varchar(10) NOT NULL, "valid_from" datetime NOT NULL, "valid_until" datetime NOT NULL, "written_at" datetime NOT NULL, "message" varchar(64) NOT NULL, "author_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "issuer_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "phase_id" bigint NULL REFERENCES "plans_phase" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NOT NULL REFERENCES "plans_topic" ("id") DEFERRABLE INITIALLY DEFERRED, "form" varchar(12) NOT NULL, "question" varchar(80) NOT NULL, "results" bool NOT NULL, CONSTRAINT "newsroom_item_validity" CHECK ("valid_until" > ("valid_from")));
CREATE TABLE "newsroom_paperapproval" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "message" varchar(64) NOT NULL, "signer" varchar(200) NOT NULL, "number" varchar(100) NOT NULL, "signed_on" date NOT NULL, "photo" varchar(64) NOT NULL, "recorded_at" datetime NOT NULL, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "recorded_by_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_recording" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(200) NOT NULL, "source" varchar(64) NOT NULL, "source_ms" integer unsigned NOT NULL CHECK ("source_ms" >= 0), "outline" text NOT NULL CHECK ((JSON_VALID("outline") OR "outline" IS NULL)), "from_ms" integer unsigned NOT NULL CHECK ("from_ms" >= 0), "until_ms" integer unsigned NOT NULL CHECK ("until_ms" >= 0), "variant_id" bigint NOT NULL UNIQUE REFERENCES "newsroom_variant" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_retraction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "messages" text NOT NULL CHECK ((JSON_VALID("messages") OR "messages" IS NULL)), "reason" text NOT NULL, "actor" varchar(150) NOT NULL, "at" datetime NOT NULL, "corrects" bool NOT NULL, "places" text NOT NULL CHECK ((JSON_VALID("places") OR "places" IS NULL)), "replaced_at" datetime NULL, "trouble" text NOT NULL, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "newsroom_review" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "post" varchar(200) NOT NULL, "decision" varchar(8) NOT NULL, "comment" text NOT NULL, "at" datetime NOT NULL, "message" varchar(64) NOT NULL, "key_id" varchar(16) NOT NULL, "method" varchar(12) NOT NULL, "signature" text NOT NULL, "manifest" text NOT NULL CHECK ((JSON_VALID("manifest") OR "manifest" IS NULL)), "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "reviewer_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "recording" varchar(64) NOT NULL, "recording_ms" integer unsigned NOT NULL CHECK ("recording_ms" >= 0), "undone_at" datetime NULL);
CREATE TABLE "newsroom_royaltyrate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "dong" integer unsigned NOT NULL CHECK ("dong" >= 0), "document" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "newsroom_rate_once" UNIQUE ("organisation_id", "kind"));
CREATE TABLE "newsroom_seen" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "message" varchar(64) NOT NULL, "manifest" text NOT NULL CHECK ((JSON_VALID("manifest") OR "manifest" IS NULL)), "at" datetime NOT NULL, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "newsroom_seen_once" UNIQUE ("item_id", "person_id", "message"));
CREATE TABLE "newsroom_share" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "what" varchar(8) NOT NULL, "at" datetime NOT NULL, "message_id" varchar(64) NOT NULL REFERENCES "delivery_sealedmessage" ("digest") DEFERRABLE INITIALLY DEFERRED, "person_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "newsroom_share_what" CHECK ("what" IN ('text', 'link', 'sound')));
CREATE TABLE "newsroom_variant" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language" varchar(8) NOT NULL, "text" text NOT NULL, "sound" varchar(64) NOT NULL, "sound_bytes" integer unsigned NOT NULL CHECK ("sound_bytes" >= 0), "sound_ms" integer unsigned NOT NULL CHECK ("sound_ms" >= 0), "voice" varchar(80) NOT NULL, "lufs_centi" integer NULL, "peaks" text NOT NULL CHECK ((JSON_VALID("peaks") OR "peaks" IS NULL)), "listened_at" datetime NULL, "item_id" bigint NOT NULL REFERENCES "newsroom_item" ("id") DEFERRABLE INITIALLY DEFERRED, "listened_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "says" varchar(64) NOT NULL, CONSTRAINT "newsroom_variant_once" UNIQUE ("item_id", "language"));
CREATE TABLE "operations_duty" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(120) NOT NULL UNIQUE, "started_at" datetime NOT NULL, "done_at" datetime NULL, "took_ms" integer unsigned NOT NULL CHECK ("took_ms" >= 0), "failures" integer unsigned NOT NULL CHECK ("failures" >= 0), "error" text NOT NULL);
CREATE TABLE "people_approverkey" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "method" varchar(12) NOT NULL, "public_key" BLOB NOT NULL, "credential_id" BLOB NULL, "key_id" varchar(16) NOT NULL, "label" varchar(100) NOT NULL, "since" datetime NOT NULL, "until" datetime NULL, "revoked_at" datetime NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "origin" varchar(300) NOT NULL, "rp_id" varchar(253) NOT NULL, CONSTRAINT "people_key_period" CHECK (("until" IS NULL OR "until" > ("since"))), CONSTRAINT "people_key_once_an_office" UNIQUE ("key_id", "organisation_id"));
CREATE TABLE "people_decision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint unsigned NOT NULL UNIQUE CHECK ("number" >= 0), "at" datetime NOT NULL, "actor" varchar(150) NOT NULL, "post" varchar(400) NOT NULL, "verb" varchar(60) NOT NULL, "reference" varchar(200) NOT NULL, "reason" text NOT NULL, "previous" varchar(64) NOT NULL, "digest" varchar(64) NOT NULL UNIQUE);
CREATE TABLE "people_decisionhead" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint unsigned NOT NULL CHECK ("number" >= 0), "digest" varchar(64) NOT NULL);
CREATE TABLE "people_deputy" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "acting" varchar(12) NOT NULL, "since" date NOT NULL, "until" date NOT NULL, "ended_at" datetime NULL, "deputy_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "principal_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "people_deputy_period" CHECK ("until" > ("since")), CONSTRAINT "people_deputy_is_another" CHECK (NOT ("principal_id" = ("deputy_id"))));
CREATE TABLE "people_membership" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "role" varchar(20) NOT NULL, "since" date NOT NULL, "until" date NULL, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "people_membership_period" CHECK (("until" IS NULL OR "until" > ("since"))), CONSTRAINT "people_membership_once" UNIQUE ("user_id", "organisation_id", "role", "since"));
CREATE TABLE "people_organisation" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL UNIQUE, "name" varchar(200) NOT NULL, "folded" varchar(200) NOT NULL, "kind" varchar(24) NOT NULL, "unit_code" varchar(40) NOT NULL, "approvals_needed" smallint unsigned NOT NULL CHECK ("approvals_needed" >= 0), "author_may_approve" bool NOT NULL, "rule_source" varchar(200) NOT NULL, "parent_id" bigint NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "people_org_one_or_two_approvals" CHECK ("approvals_needed" IN (1, 2)), CONSTRAINT "people_org_author_approves_alone_only" CHECK (("approvals_needed" = 1 OR NOT "author_may_approve")));
CREATE TABLE "people_post" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(150) NOT NULL, "since" date NOT NULL, "until" date NULL, "acting" varchar(12) NOT NULL, "organisation_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "people_post_period" CHECK (("until" IS NULL OR "until" > ("since"))));
CREATE TABLE "people_user" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(128) NOT NULL, "last_login" datetime NULL, "is_superuser" bool NOT NULL, "username" varchar(150) NOT NULL UNIQUE, "email" varchar(254) NOT NULL, "is_staff" bool NOT NULL, "is_active" bool NOT NULL, "date_joined" datetime NOT NULL, "display_name" varchar(150) NOT NULL, "language" varchar(8) NOT NULL, "phone" varchar(20) NOT NULL);
CREATE TABLE "people_user_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "people_user_user_permissions" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "places_adminunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "code" varchar(40) NOT NULL, "name" varchar(120) NOT NULL, "folded" varchar(120) NOT NULL, "form" varchar(40) NOT NULL, "level" varchar(16) NOT NULL, "parent_code" varchar(40) NOT NULL, "valid_from" date NOT NULL, "valid_until" date NULL, "known_from" bool NOT NULL, CONSTRAINT "places_unit_code_day" UNIQUE ("code", "valid_from"), CONSTRAINT "places_unit_period" CHECK (("valid_until" IS NULL OR "valid_until" > ("valid_from"))));
CREATE TABLE "places_site" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(150) NOT NULL, "folded" varchar(150) NOT NULL, "kind" varchar(20) NOT NULL, "unit_code" varchar(40) NOT NULL, "recorded_on" date NOT NULL, "latitude" decimal NULL, "longitude" decimal NULL, CONSTRAINT "places_site_once" UNIQUE ("unit_code", "name"), CONSTRAINT "places_site_position_whole" CHECK ((("latitude" IS NULL AND "longitude" IS NULL) OR ("latitude" >= '-90' AND "latitude" IS NOT NULL AND "latitude" <= '90' AND "longitude" >= '-180' AND "longitude" IS NOT NULL AND "longitude" <= '180'))));
CREATE TABLE "places_succession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "on" date NOT NULL, "part" bool NOT NULL, "predecessor_id" bigint NOT NULL REFERENCES "places_adminunit" ("id") DEFERRABLE INITIALLY DEFERRED, "successor_id" bigint NOT NULL REFERENCES "places_adminunit" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "places_succession_once" UNIQUE ("predecessor_id", "successor_id", "on"), CONSTRAINT "places_succession_moves" CHECK (NOT ("predecessor_id" = ("successor_id"))));
CREATE TABLE "plan_drafting_found" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(20) NOT NULL, "values" text NOT NULL CHECK ((JSON_VALID("values") OR "values" IS NULL)), "read" text NOT NULL CHECK ((JSON_VALID("read") OR "read" IS NULL)), "start" integer unsigned NOT NULL CHECK ("start" >= 0), "end" integer unsigned NOT NULL CHECK ("end" >= 0), "confidence" real NOT NULL, "why" varchar(60) NOT NULL, "settled" bool NOT NULL, "dropped" bool NOT NULL, "part" varchar(100) NOT NULL, "document_id" bigint NOT NULL REFERENCES "plan_drafting_plandocument" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_found_passage" CHECK ("end" >= ("start")));
CREATE TABLE "plan_drafting_plandocument" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "digest" varchar(64) NOT NULL, "size" integer unsigned NOT NULL CHECK ("size" >= 0), "form" varchar(20) NOT NULL, "content" BLOB NOT NULL, "text" text NOT NULL, "answers" text NOT NULL CHECK ((JSON_VALID("answers") OR "answers" IS NULL)), "taken_at" datetime NOT NULL, "made_at" datetime NULL, "office_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, "taken_by_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plan_document_once" UNIQUE ("office_id", "digest"));
CREATE TABLE "plans_assignment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "organisation_key" varchar(80) NOT NULL, "organisation_name" varchar(200) NOT NULL, "duty" text NOT NULL, "role" varchar(12) NOT NULL, "topics" text NOT NULL CHECK ((JSON_VALID("topics") OR "topics" IS NULL)), "channels" text NOT NULL CHECK ((JSON_VALID("channels") OR "channels" IS NULL)), "due" date NULL, "state" varchar(12) NOT NULL, "acknowledged_at" datetime NULL, "started_at" datetime NULL, "done_at" datetime NULL, "plan_id" bigint NOT NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, "coordinating" text NOT NULL CHECK ((JSON_VALID("coordinating") OR "coordinating" IS NULL)), "product" text NOT NULL, CONSTRAINT "plans_assignment_once" UNIQUE ("plan_id", "key"));
CREATE TABLE "plans_event" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "name" varchar(500) NOT NULL, "level" varchar(12) NOT NULL, "state" varchar(12) NOT NULL, "starts" date NULL, "ends" date NULL, "theme" text NOT NULL, "motto" text NOT NULL, "series" bool NOT NULL, "pilot" varchar(40) NOT NULL, "notes" text NOT NULL, "plan_id" bigint NOT NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plans_event_once" UNIQUE ("plan_id", "key"), CONSTRAINT "plans_event_period" CHECK (("starts" IS NULL OR "ends" IS NULL OR "ends" > ("starts"))));
CREATE TABLE "plans_eventmove" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "on" date NOT NULL, "from_starts" date NULL, "from_ends" date NULL, "to_starts" date NOT NULL, "to_ends" date NOT NULL, "reason" text NOT NULL, "in_file" bool NOT NULL, "event_id" bigint NOT NULL REFERENCES "plans_event" ("id") DEFERRABLE INITIALLY DEFERRED, "document" varchar(200) NOT NULL, CONSTRAINT "plans_move_period" CHECK ("to_ends" > ("to_starts")));
CREATE TABLE "plans_pause" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "starts" date NOT NULL, "ends" date NOT NULL, "area" text NOT NULL CHECK ((JSON_VALID("area") OR "area" IS NULL)), "stops" varchar(20) NOT NULL, "channels" text NOT NULL CHECK ((JSON_VALID("channels") OR "channels" IS NULL)), "reason" text NOT NULL, "document" varchar(200) NOT NULL, "in_file" bool NOT NULL, "plan_id" bigint NOT NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plans_pause_once" UNIQUE ("plan_id", "key"), CONSTRAINT "plans_pause_period" CHECK ("ends" > ("starts")));
CREATE TABLE "plans_phase" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "name" varchar(500) NOT NULL, "stage" varchar(8) NOT NULL, "level" varchar(12) NOT NULL, "starts" date NULL, "ends" date NULL, "start_anchor" text NULL CHECK ((JSON_VALID("start_anchor") OR "start_anchor" IS NULL)), "end_anchor" text NULL CHECK ((JSON_VALID("end_anchor") OR "end_anchor" IS NULL)), "event_id" bigint NULL REFERENCES "plans_event" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "plans_phase" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plans_phase_once" UNIQUE ("plan_id", "key"), CONSTRAINT "plans_phase_period" CHECK (("starts" IS NULL OR "ends" IS NULL OR "ends" > ("starts"))));
CREATE TABLE "plans_plan" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL UNIQUE, "number" varchar(80) NOT NULL, "issuer_key" varchar(80) NOT NULL, "issuer_name" varchar(200) NOT NULL, "kind" varchar(12) NOT NULL, "title" varchar(500) NOT NULL, "issued_on" date NULL, "state" varchar(12) NOT NULL, "implements" varchar(80) NOT NULL, "area" text NOT NULL CHECK ((JSON_VALID("area") OR "area" IS NULL)), "basis" text NOT NULL CHECK ((JSON_VALID("basis") OR "basis" IS NULL)), "languages" text NOT NULL CHECK ((JSON_VALID("languages") OR "languages" IS NULL)), "weight" integer unsigned NOT NULL CHECK ("weight" >= 0), "consecutive_days" smallint unsigned NOT NULL CHECK ("consecutive_days" >= 0), "consecutive_source" varchar(200) NOT NULL, "notes" text NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "digest" varchar(64) NOT NULL, "approved_at" datetime NULL);
CREATE TABLE "plans_planrevision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "digest" varchar(64) NOT NULL, "source" text NOT NULL, "loaded_at" datetime NOT NULL, "plan_id" bigint NOT NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plans_revision_once" UNIQUE ("plan_id", "number"));
CREATE TABLE "plans_target" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "channel" varchar(40) NOT NULL, "unit" varchar(40) NOT NULL, "name" varchar(500) NOT NULL, "area" text NOT NULL CHECK ((JSON_VALID("area") OR "area" IS NULL)), "audience" varchar(200) NOT NULL, "languages" text NOT NULL CHECK ((JSON_VALID("languages") OR "languages" IS NULL)), "items" integer unsigned NOT NULL CHECK ("items" >= 0), "times_a_day" smallint unsigned NOT NULL CHECK ("times_a_day" >= 0), "days" smallint unsigned NOT NULL CHECK ("days" >= 0), "every_days" smallint unsigned NOT NULL CHECK ("every_days" >= 0), "quantity" integer unsigned NOT NULL CHECK ("quantity" >= 0), "quantity_per_unit" integer unsigned NOT NULL CHECK ("quantity_per_unit" >= 0), "phase_id" bigint NOT NULL REFERENCES "plans_phase" ("id") DEFERRABLE INITIALLY DEFERRED, "plan_id" bigint NOT NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, "topic_id" bigint NULL REFERENCES "plans_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plans_target_once" UNIQUE ("plan_id", "key"), CONSTRAINT "plans_target_one_quantity" CHECK ((("days" > 0 AND "every_days" = 0 AND "items" > 0 AND "times_a_day" > 0 AND "quantity" = 0 AND "quantity_per_unit" = 0) OR ("days" = 0 AND "every_days" > 0 AND "items" > 0 AND "times_a_day" > 0 AND "quantity" = 0 AND "quantity_per_unit" = 0) OR ("days" = 0 AND "every_days" = 0 AND "items" = 0 AND "times_a_day" = 0 AND (("quantity" > 0 AND "quantity_per_unit" = 0) OR ("quantity" = 0 AND "quantity_per_unit" > 0))))));
CREATE TABLE "plans_topic" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(80) NOT NULL, "position" integer unsigned NOT NULL CHECK ("position" >= 0), "name" varchar(500) NOT NULL, "levels" text NOT NULL CHECK ((JSON_VALID("levels") OR "levels" IS NULL)), "basis" text NOT NULL CHECK ((JSON_VALID("basis") OR "basis" IS NULL)), "weights" text NOT NULL CHECK ((JSON_VALID("weights") OR "weights" IS NULL)), "plan_id" bigint NOT NULL REFERENCES "plans_plan" ("id") DEFERRABLE INITIALLY DEFERRED, "parent_id" bigint NULL REFERENCES "plans_topic" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "plans_topic_once" UNIQUE ("plan_id", "key"));
CREATE TABLE "portal_agendaline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sort_order" integer NULL, "when" varchar(60) NOT NULL, "what" varchar(300) NOT NULL, "notes_id" bigint NOT NULL REFERENCES "portal_eventnotes" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "portal_articlepage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "site_key" varchar(50) NOT NULL, "key" varchar(120) NOT NULL, "digest" varchar(64) NOT NULL, "revision" integer unsigned NOT NULL CHECK ("revision" >= 0), "first_revision" integer unsigned NOT NULL CHECK ("first_revision" >= 0), "genre" varchar(20) NOT NULL, "summary" text NOT NULL, "body" text NOT NULL, "author" varchar(200) NOT NULL, "issuer" varchar(300) NOT NULL, "source" varchar(300) NOT NULL, "source_url" varchar(500) NOT NULL, "plan_key" varchar(80) NOT NULL, "subject" varchar(300) NOT NULL, "subject_slug" varchar(120) NOT NULL, "sound" text NOT NULL CHECK ((JSON_VALID("sound") OR "sound" IS NULL)), "editions" text NOT NULL CHECK ((JSON_VALID("editions") OR "editions" IS NULL)), "figures" text NOT NULL CHECK ((JSON_VALID("figures") OR "figures" IS NULL)), "written_at" datetime NULL, "shows_from" datetime NOT NULL, "shows_until" datetime NULL, "updated_at" datetime NOT NULL, "gone_at" datetime NULL, "gone" varchar(12) NOT NULL, CONSTRAINT "portal_article_once" UNIQUE ("site_key", "key"));
CREATE TABLE "portal_articlepicture" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sort_order" integer NULL, "caption" varchar(300) NOT NULL, "credit" varchar(200) NOT NULL, "article_id" integer NOT NULL REFERENCES "portal_articlepage" ("page_ptr_id") DEFERRABLE INITIALLY DEFERRED, "image_id" integer NOT NULL REFERENCES "wagtailimages_image" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "portal_eventnotes" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "plan_key" varchar(80) NOT NULL, "event_key" varchar(80) NOT NULL, "place" varchar(200) NOT NULL, "lessons" text NOT NULL, CONSTRAINT "portal_event_once" UNIQUE ("plan_key", "event_key"));
CREATE TABLE "portal_eventpaper" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sort_order" integer NULL, "number" varchar(80) NOT NULL, "document_id" integer NOT NULL REFERENCES "wagtaildocs_document" ("id") DEFERRABLE INITIALLY DEFERRED, "notes_id" bigint NOT NULL REFERENCES "portal_eventnotes" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "portal_eventresult" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "plan_key" varchar(80) NOT NULL, "event_key" varchar(80) NOT NULL, "item" varchar(120) NOT NULL UNIQUE, "refused" text NOT NULL);
CREATE TABLE "portal_homepage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "welcome" varchar(300) NOT NULL, "contact" text NOT NULL);
CREATE TABLE "portal_liveline" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" integer unsigned NOT NULL CHECK ("number" >= 0), "entry" integer unsigned NOT NULL CHECK ("entry" >= 0), "happened_at" datetime NOT NULL, "written_at" datetime NOT NULL, "text" varchar(600) NOT NULL, "withdrawn" bool NOT NULL, "byline" varchar(400) NOT NULL, "by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "log_id" bigint NOT NULL REFERENCES "portal_livelog" ("id") DEFERRABLE INITIALLY DEFERRED, "unit_code" varchar(40) NOT NULL, CONSTRAINT "portal_line_once" UNIQUE ("log_id", "number"));
CREATE TABLE "portal_livelog" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "plan_key" varchar(80) NOT NULL, "event_key" varchar(80) NOT NULL, "last" integer unsigned NOT NULL CHECK ("last" >= 0), CONSTRAINT "portal_log_once" UNIQUE ("event_key", "plan_key"));
CREATE TABLE "portal_newspage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "portal_sectionpage" ("page_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "introduction" text NOT NULL, "body" text NOT NULL CHECK ((JSON_VALID("body") OR "body" IS NULL)));
CREATE TABLE "portal_showing" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "digest" varchar(64) NOT NULL, "placement" varchar(160) NOT NULL, "site_key" varchar(50) NOT NULL, "site_name" varchar(255) NOT NULL, "address" varchar(500) NOT NULL, "unit_code" varchar(40) NOT NULL, "since" datetime NOT NULL, "until" datetime NULL, "proven_at" datetime NULL, CONSTRAINT "portal_showing_once" UNIQUE ("digest", "placement", "site_key"));
CREATE TABLE "portal_siteunit" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "key" varchar(50) NOT NULL UNIQUE, "unit_code" varchar(40) NOT NULL, "site_id" integer NOT NULL UNIQUE REFERENCES "wagtailcore_site" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "portal_turn" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "number" bigint unsigned NOT NULL CHECK ("number" >= 0));
CREATE TABLE "portal_unitstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sort_order" integer NULL, "unit_code" varchar(40) NOT NULL, "state" varchar(10) NOT NULL, "day" date NULL, "notes_id" bigint NOT NULL REFERENCES "portal_eventnotes" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "rehearsal_run" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "plan_key" varchar(80) NOT NULL, "starts" date NOT NULL, "ends" date NOT NULL, "seed" bigint unsigned NOT NULL CHECK ("seed" >= 0), "state" varchar(8) NOT NULL, "asked_at" datetime NOT NULL, "started_at" datetime NULL, "finished_at" datetime NULL, "progress" smallint unsigned NOT NULL CHECK ("progress" >= 0), "step" varchar(10) NOT NULL, "done" integer unsigned NOT NULL CHECK ("done" >= 0), "of" integer unsigned NOT NULL CHECK ("of" >= 0), "process" integer unsigned NULL CHECK ("process" >= 0), "result" text NULL CHECK ((JSON_VALID("result") OR "result" IS NULL)), "cells" text NOT NULL CHECK ((JSON_VALID("cells") OR "cells" IS NULL)), "error" text NOT NULL, "asked_by" varchar(150) NOT NULL, "changes" text NULL CHECK ((JSON_VALID("changes") OR "changes" IS NULL)), "kept" bool NOT NULL, "kind" varchar(5) NOT NULL);
CREATE TABLE "reports_keptreport" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "kind" varchar(12) NOT NULL, "plan_key" varchar(80) NOT NULL, "phase_key" varchar(80) NOT NULL, "unit_code" varchar(40) NOT NULL, "organisation_key" varchar(80) NOT NULL, "title" varchar(500) NOT NULL, "starts" date NOT NULL, "until" date NOT NULL, "cut_on" date NOT NULL, "due_on" date NOT NULL, "simulated" bool NOT NULL, "missing" integer unsigned NOT NULL CHECK ("missing" >= 0), "digest" varchar(64) NOT NULL, "document" BLOB NOT NULL, "made_at" datetime NOT NULL, "frozen_at" datetime NULL, "frozen_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "lacking" text NULL CHECK ((JSON_VALID("lacking") OR "lacking" IS NULL)), CONSTRAINT "reports_report_days" CHECK ("until" > ("starts")));
CREATE TABLE "reports_officetemplate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "layout" varchar(8) NOT NULL, "name" varchar(200) NOT NULL, "content" BLOB NOT NULL, "kept_at" datetime NOT NULL, "kept_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "organisation_id" bigint NOT NULL REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reports_one_template_a_layout" UNIQUE ("organisation_id", "layout"));
CREATE TABLE "reports_publication" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "published_at" datetime NOT NULL, "ended_at" datetime NULL, "published_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "report_id" bigint NOT NULL UNIQUE REFERENCES "reports_keptreport" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "reports_reportingpractice" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "cut_off" smallint unsigned NOT NULL CHECK ("cut_off" >= 0), "due_days" smallint unsigned NOT NULL CHECK ("due_days" >= 0), "source" varchar(200) NOT NULL, "organisation_id" bigint NOT NULL UNIQUE REFERENCES "people_organisation" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reports_practice_can_be_followed" CHECK (("cut_off" >= 1 AND "cut_off" <= 28 AND "due_days" <= 60)));
CREATE TABLE "reports_statement" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "unit_code" varchar(40) NOT NULL, "starts" date NOT NULL, "until" date NOT NULL, "plan_key" varchar(80) NOT NULL, "target_key" varchar(80) NOT NULL, "channel" varchar(40) NOT NULL, "measure" varchar(40) NOT NULL, "quantity" integer unsigned NOT NULL CHECK ("quantity" >= 0), "note" varchar(300) NOT NULL, "said_as" varchar(400) NOT NULL, "said_at" datetime NOT NULL, "ended_at" datetime NULL, "said_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "reports_statement_period" CHECK ("until" > ("starts")));
CREATE TABLE "search_found" ("number" bigint NOT NULL PRIMARY KEY, "key" varchar(300) NOT NULL UNIQUE, "url" varchar(500) NOT NULL, "title" varchar(500) NOT NULL, "text" text NOT NULL, "kind" varchar(40) NOT NULL, "site" varchar(80) NOT NULL, "topic" varchar(120) NOT NULL, "language" varchar(8) NOT NULL, "published_at" datetime NULL, "hidden_at" datetime NULL, "public" bool NOT NULL, "learned" bool NOT NULL, "unit" text NOT NULL);
CREATE TABLE "search_seenword" ("shown" varchar(130) NOT NULL PRIMARY KEY, "folded" varchar(130) NOT NULL, "entries" integer unsigned NOT NULL CHECK ("entries" >= 0));
CREATE VIRTUAL TABLE search_tokens USING fts5(tokens, detail=none, columnsize=0, tokenize="ascii tokenchars '_:~'");
CREATE TABLE "taggit_tag" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(100) NOT NULL UNIQUE, "slug" varchar(100) NOT NULL UNIQUE);
CREATE TABLE "taggit_taggeditem" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" integer NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "tag_id" integer NOT NULL REFERENCES "taggit_tag" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "taggit_taggeditem_content_type_id_object_id_tag_id_4bb97a8e_uniq" UNIQUE ("content_type_id", "object_id", "tag_id"));
CREATE TABLE "wagtailadmin_admin" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT);
CREATE TABLE "wagtailadmin_editingsession" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(255) NOT NULL, "last_seen_at" datetime NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "is_editing" bool NOT NULL);
CREATE TABLE "wagtailadmin_formstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "data" text NOT NULL, "object_id" varchar(255) NOT NULL, "parent_object_id" varchar(255) NOT NULL, "last_updated_at" datetime NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_collection" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "path" varchar(255) NOT NULL UNIQUE, "depth" integer unsigned NOT NULL CHECK ("depth" >= 0), "numchild" integer unsigned NOT NULL CHECK ("numchild" >= 0), "name" varchar(255) NOT NULL);
CREATE TABLE "wagtailcore_collectionviewrestriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "restriction_type" varchar(20) NOT NULL, "password" varchar(255) NOT NULL, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_collectionviewrestriction_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "collectionviewrestriction_id" integer NOT NULL REFERENCES "wagtailcore_collectionviewrestriction" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_comment" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "contentpath" text NOT NULL, "position" text NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "resolved_at" datetime NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "resolved_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "revision_created_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_commentreply" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "text" text NOT NULL, "created_at" datetime NOT NULL, "updated_at" datetime NOT NULL, "comment_id" integer NOT NULL REFERENCES "wagtailcore_comment" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_groupapprovaltask" ("task_ptr_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_groupapprovaltask_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "groupapprovaltask_id" integer NOT NULL REFERENCES "wagtailcore_groupapprovaltask" ("task_ptr_id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_groupcollectionpermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_grouppagepermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED, CONSTRAINT "unique_permission" UNIQUE ("group_id", "page_id", "permission_id"));
CREATE TABLE "wagtailcore_groupsitepermission" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED, "permission_id" integer NOT NULL REFERENCES "auth_permission" ("id") DEFERRABLE INITIALLY DEFERRED, "site_id" integer NOT NULL REFERENCES "wagtailcore_site" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_locale" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "language_code" varchar(100) NOT NULL UNIQUE);
CREATE TABLE "wagtailcore_modellogentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" text NOT NULL, "action" varchar(255) NOT NULL, "timestamp" datetime NOT NULL, "content_changed" bool NOT NULL, "deleted" bool NOT NULL, "object_id" varchar(255) NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NULL, "uuid" char(32) NULL, "revision_id" integer NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)));
CREATE TABLE "wagtailcore_page" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "path" varchar(255) NOT NULL UNIQUE, "depth" integer unsigned NOT NULL CHECK ("depth" >= 0), "numchild" integer unsigned NOT NULL CHECK ("numchild" >= 0), "title" varchar(255) NOT NULL, "slug" varchar(255) NOT NULL, "live" bool NOT NULL, "has_unpublished_changes" bool NOT NULL, "url_path" text NOT NULL, "seo_title" varchar(255) NOT NULL, "show_in_menus" bool NOT NULL, "search_description" text NOT NULL, "go_live_at" datetime NULL, "expire_at" datetime NULL, "expired" bool NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "owner_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "locked" bool NOT NULL, "latest_revision_created_at" datetime NULL, "first_published_at" datetime NULL, "live_revision_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED, "last_published_at" datetime NULL, "draft_title" varchar(255) NOT NULL, "locked_at" datetime NULL, "locked_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "locale_id" integer NOT NULL REFERENCES "wagtailcore_locale" ("id") DEFERRABLE INITIALLY DEFERRED, "translation_key" char(32) NOT NULL, "alias_of_id" integer NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "latest_revision_id" integer NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_pagelogentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "label" text NOT NULL, "action" varchar(255) NOT NULL, "timestamp" datetime NOT NULL, "content_changed" bool NOT NULL, "deleted" bool NOT NULL, "content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "page_id" integer NOT NULL, "revision_id" integer NULL, "user_id" bigint NULL, "uuid" char(32) NULL, "data" text NOT NULL CHECK ((JSON_VALID("data") OR "data" IS NULL)));
CREATE TABLE "wagtailcore_pagesubscription" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "comment_notifications" bool NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "user_id" bigint NOT NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_pageviewrestriction" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "password" varchar(255) NOT NULL, "page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "restriction_type" varchar(20) NOT NULL);
CREATE TABLE "wagtailcore_pageviewrestriction_groups" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "pageviewrestriction_id" integer NOT NULL REFERENCES "wagtailcore_pageviewrestriction" ("id") DEFERRABLE INITIALLY DEFERRED, "group_id" integer NOT NULL REFERENCES "auth_group" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_referenceindex" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(255) NOT NULL, "to_object_id" varchar(255) NOT NULL, "model_path" text NOT NULL, "content_path" text NOT NULL, "content_path_hash" char(32) NOT NULL, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "to_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_revision" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "created_at" datetime NOT NULL, "approved_go_live_at" datetime NULL, "user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "content" text NOT NULL CHECK ((JSON_VALID("content") OR "content" IS NULL)), "object_id" varchar(255) NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "object_str" text NOT NULL);
CREATE TABLE "wagtailcore_site" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "hostname" varchar(255) NOT NULL, "port" integer NOT NULL, "is_default_site" bool NOT NULL, "root_page_id" integer NOT NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "site_name" varchar(255) NOT NULL);
CREATE TABLE "wagtailcore_task" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "active" bool NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_taskstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(50) NOT NULL, "started_at" datetime NOT NULL, "finished_at" datetime NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "task_id" integer NOT NULL REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_state_id" integer NOT NULL REFERENCES "wagtailcore_workflowstate" ("id") DEFERRABLE INITIALLY DEFERRED, "finished_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "comment" text NOT NULL, "revision_id" integer NOT NULL REFERENCES "wagtailcore_revision" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_uploadedfile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "file" varchar(200) NOT NULL, "for_content_type_id" integer NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "uploaded_by_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflow" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "name" varchar(255) NOT NULL, "active" bool NOT NULL);
CREATE TABLE "wagtailcore_workflowcontenttype" ("content_type_id" integer NOT NULL PRIMARY KEY REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowpage" ("page_id" integer NOT NULL PRIMARY KEY REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowstate" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "status" varchar(50) NOT NULL, "created_at" datetime NOT NULL, "current_task_state_id" integer NULL UNIQUE REFERENCES "wagtailcore_taskstate" ("id") DEFERRABLE INITIALLY DEFERRED, "requested_by_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED, "object_id" varchar(255) NOT NULL, "base_content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtailcore_workflowtask" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "sort_order" integer NULL, "task_id" integer NOT NULL REFERENCES "wagtailcore_task" ("id") DEFERRABLE INITIALLY DEFERRED, "workflow_id" integer NOT NULL REFERENCES "wagtailcore_workflow" ("id") DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "wagtaildocs_document" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "created_at" datetime NOT NULL, "uploaded_by_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "file_hash" varchar(40) NOT NULL, "file_size" bigint unsigned NULL CHECK ("file_size" >= 0));
CREATE TABLE "wagtailimages_image" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "title" varchar(255) NOT NULL, "file" varchar(100) NOT NULL, "width" integer NOT NULL, "height" integer NOT NULL, "created_at" datetime NOT NULL, "focal_point_x" integer unsigned NULL CHECK ("focal_point_x" >= 0), "focal_point_y" integer unsigned NULL CHECK ("focal_point_y" >= 0), "focal_point_width" integer unsigned NULL CHECK ("focal_point_width" >= 0), "focal_point_height" integer unsigned NULL CHECK ("focal_point_height" >= 0), "uploaded_by_user_id" bigint NULL REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "file_size" integer unsigned NULL CHECK ("file_size" >= 0), "collection_id" integer NOT NULL REFERENCES "wagtailcore_collection" ("id") DEFERRABLE INITIALLY DEFERRED, "file_hash" varchar(40) NOT NULL, "description" varchar(255) NOT NULL);
CREATE TABLE "wagtailimages_rendition" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "width" integer NOT NULL, "height" integer NOT NULL, "focal_point_key" varchar(16) NOT NULL, "filter_spec" varchar(255) NOT NULL, "image_id" integer NOT NULL REFERENCES "wagtailimages_image" ("id") DEFERRABLE INITIALLY DEFERRED, "file" varchar(100) NOT NULL);
CREATE TABLE "wagtailredirects_redirect" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "old_path" varchar(255) NOT NULL, "is_permanent" bool NOT NULL, "redirect_link" varchar(255) NOT NULL, "redirect_page_id" integer NULL REFERENCES "wagtailcore_page" ("id") DEFERRABLE INITIALLY DEFERRED, "site_id" integer NULL REFERENCES "wagtailcore_site" ("id") DEFERRABLE INITIALLY DEFERRED, "automatically_created" bool NOT NULL, "created_at" datetime NULL, "redirect_page_route_path" varchar(255) NOT NULL);
CREATE TABLE "wagtailsearch_indexentry" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "object_id" varchar(50) NOT NULL, "title_norm" real NOT NULL, "content_type_id" integer NOT NULL REFERENCES "django_content_type" ("id") DEFERRABLE INITIALLY DEFERRED, "autocomplete" text NULL, "body" text NULL, "title" text NOT NULL);
CREATE VIRTUAL TABLE wagtailsearch_indexentry_fts USING fts5(autocomplete, body, title);
CREATE TABLE "wagtailusers_userprofile" ("id" integer NOT NULL PRIMARY KEY AUTOINCREMENT, "submitted_notifications" bool NOT NULL, "approved_notifications" bool NOT NULL, "rejected_notifications" bool NOT NULL, "user_id" bigint NOT NULL UNIQUE REFERENCES "people_user" ("id") DEFERRABLE INITIALLY DEFERRED, "preferred_language" varchar(10) NOT NULL, "current_time_zone" varchar(40) NOT NULL, "avatar" varchar(100) NOT NULL, "updated_comments_notifications" bool NOT NULL, "dismissibles" text NOT NULL CHECK ((JSON_VALID("dismissibles") OR "dismissibles" IS NULL)), "theme" varchar(40) NOT NULL, "density" varchar(40) NOT NULL, "contrast" varchar(40) NOT NULL, "keyboard_shortcuts" bool NOT NULL);
INSERT INTO "auth_group" VALUES
(1, 'Moderators'),
(2, 'Editors');
INSERT INTO "auth_group_permissions" VALUES
(1, 2, 1),
(10, 1, 5),
(11, 2, 8),
(12, 2, 6),
(13, 2, 7),
(14, 1, 8),
(15, 1, 6),
(16, 1, 7),
(17, 2, 9),
(18, 1, 9),
(2, 2, 2),
(3, 2, 3),
(4, 1, 1),
(5, 1, 2),
(6, 1, 3),
(7, 2, 4),
(8, 1, 4),
(9, 2, 5);
INSERT INTO "auth_permission" VALUES
(1, 2, 'add_document', 'Can add document'),
(10, 6, 'add_locale', 'Can add locale'),
(100, 25, 'delete_comment', 'Can delete comment'),
(101, 25, 'view_comment', 'Can view comment'),
(102, 26, 'add_commentreply', 'Can add comment reply'),
(103, 26, 'change_commentreply', 'Can change comment reply'),
(104, 26, 'delete_commentreply', 'Can delete comment reply'),
(105, 26, 'view_commentreply', 'Can view comment reply'),
(106, 27, 'add_pagesubscription', 'Can add page subscription'),
(107, 27, 'change_pagesubscription', 'Can change page subscription'),
(108, 27, 'delete_pagesubscription', 'Can delete page subscription'),
(109, 27, 'view_pagesubscription', 'Can view page subscription'),
(11, 6, 'change_locale', 'Can change locale'),
(110, 28, 'add_referenceindex', 'Can add reference index'),
(111, 28, 'change_referenceindex', 'Can change reference index'),
(112, 28, 'delete_referenceindex', 'Can delete reference index'),
(113, 28, 'view_referenceindex', 'Can view reference index'),
(114, 29, 'add_dropped', 'Can add dropped files'),
(115, 29, 'change_dropped', 'Can change dropped files'),
(116, 29, 'delete_dropped', 'Can delete dropped files'),
(117, 29, 'view_dropped', 'Can view dropped files'),
(118, 30, 'add_calendaraddress', 'Can add address of a calendar'),
(119, 30, 'change_calendaraddress', 'Can change address of a calendar'),
(12, 6, 'delete_locale', 'Can delete locale'),
(120, 30, 'delete_calendaraddress', 'Can delete address of a calendar'),
(121, 30, 'view_calendaraddress', 'Can view address of a calendar'),
(122, 31, 'add_reminder', 'Can add reminder'),
(123, 31, 'change_reminder', 'Can change reminder'),
(124, 31, 'delete_reminder', 'Can delete reminder'),
(125, 31, 'view_reminder', 'Can view reminder'),
(126, 32, 'add_taskfile', 'Can add file of a duty'),
(127, 32, 'change_taskfile', 'Can change file of a duty'),
(128, 32, 'delete_taskfile', 'Can delete file of a duty'),
(129, 32, 'view_taskfile', 'Can view file of a duty'),
(13, 6, 'view_locale', 'Can view locale'),
(130, 33, 'add_tasknote', 'Can add note about a duty'),
(131, 33, 'change_tasknote', 'Can change note about a duty'),
(132, 33, 'delete_tasknote', 'Can delete note about a duty'),
(133, 33, 'view_tasknote', 'Can view note about a duty'),
(134, 34, 'add_keptreport', 'Can add report'),
(135, 34, 'change_keptreport', 'Can change report'),
(136, 34, 'delete_keptreport', 'Can delete report'),
(137, 34, 'view_keptreport', 'Can view report'),
(138, 35, 'add_reportingpractice', 'Can add practice of reporting'),
(139, 35, 'change_reportingpractice', 'Can change practice of reporting'),
(14, 7, 'add_site', 'Can add site'),
(140, 35, 'delete_reportingpractice', 'Can delete practice of reporting'),
(141, 35, 'view_reportingpractice', 'Can view practice of reporting'),
(142, 36, 'add_statement', 'Can add statement of a unit'),
(143, 36, 'change_statement', 'Can change statement of a unit'),
(144, 36, 'delete_statement', 'Can delete statement of a unit'),
(145, 36, 'view_statement', 'Can view statement of a unit'),
(146, 37, 'add_publication', 'Can add publication of a report'),
(147, 37, 'change_publication', 'Can change publication of a report'),
(148, 37, 'delete_publication', 'Can delete publication of a report'),
(149, 37, 'view_publication', 'Can view publication of a report'),
(15, 7, 'change_site', 'Can change site'),
(150, 38, 'add_officetemplate', 'Can add office''s template of reports'),
(151, 38, 'change_officetemplate', 'Can change office''s template of reports'),
(152, 38, 'delete_officetemplate', 'Can delete office''s template of reports'),
(153, 38, 'view_officetemplate', 'Can view office''s template of reports'),
(154, 39, 'add_duty', 'Can add duty of the ticker'),
(155, 39, 'change_duty', 'Can change duty of the ticker'),
(156, 39, 'delete_duty', 'Can delete duty of the ticker'),
(157, 39, 'view_duty', 'Can view duty of the ticker'),
(158, 40, 'add_run', 'Can add rehearsal'),
(159, 40, 'change_run', 'Can change rehearsal'),
(16, 7, 'delete_site', 'Can delete site'),
(160, 40, 'delete_run', 'Can delete rehearsal'),
(161, 40, 'view_run', 'Can view rehearsal'),
(162, 41, 'add_item', 'Can add item'),
(163, 41, 'change_item', 'Can change item'),
(164, 41, 'delete_item', 'Can delete item'),
(165, 41, 'view_item', 'Can view item'),
(166, 42, 'add_review', 'Can add review'),
(167, 42, 'change_review', 'Can change review'),
(168, 42, 'delete_review', 'Can delete review'),
(169, 42, 'view_review', 'Can view review'),
(17, 7, 'view_site', 'Can view site'),
(170, 43, 'add_variant', 'Can add language variant'),
(171, 43, 'change_variant', 'Can change language variant'),
(172, 43, 'delete_variant', 'Can delete language variant'),
(173, 43, 'view_variant', 'Can view language variant'),
(174, 44, 'add_bulletin', 'Can add bulletin'),
(175, 44, 'change_bulletin', 'Can change bulletin'),
(176, 44, 'delete_bulletin', 'Can delete bulletin'),
(177, 44, 'view_bulletin', 'Can view bulletin'),
(178, 45, 'add_bulletinentry', 'Can add place in a bulletin'),
(179, 45, 'change_bulletinentry', 'Can change place in a bulletin'),
(18, 8, 'add_groupsitepermission', 'Can add group site permission'),
(180, 45, 'delete_bulletinentry', 'Can delete place in a bulletin'),
(181, 45, 'view_bulletinentry', 'Can view place in a bulletin'),
(182, 46, 'add_recording', 'Can add recording'),
(183, 46, 'change_recording', 'Can change recording'),
(184, 46, 'delete_recording', 'Can delete recording'),
(185, 46, 'view_recording', 'Can view recording'),
(186, 47, 'add_consent', 'Can add written consent'),
(187, 47, 'change_consent', 'Can change written consent'),
(188, 47, 'delete_consent', 'Can delete written consent'),
(189, 47, 'view_consent', 'Can view written consent'),
(19, 8, 'change_groupsitepermission', 'Can change group site permission'),
(190, 48, 'add_figure', 'Can add figure'),
(191, 48, 'change_figure', 'Can change figure'),
(192, 48, 'delete_figure', 'Can delete figure'),
(193, 48, 'view_figure', 'Can view figure'),
(194, 49, 'add_edition', 'Can add further form'),
(195, 49, 'change_edition', 'Can change further form'),
(196, 49, 'delete_edition', 'Can delete further form'),
(197, 49, 'view_edition', 'Can view further form'),
(198, 50, 'add_royaltyrate', 'Can add royalty rate'),
(199, 50, 'change_royaltyrate', 'Can change royalty rate'),
(2, 2, 'change_document', 'Can change document'),
(20, 8, 'delete_groupsitepermission', 'Can delete group site permission'),
(200, 50, 'delete_royaltyrate', 'Can delete royalty rate'),
(201, 50, 'view_royaltyrate', 'Can view royalty rate'),
(202, 51, 'add_share', 'Can add message sent on'),
(203, 51, 'change_share', 'Can change message sent on'),
(204, 51, 'delete_share', 'Can delete message sent on'),
(205, 51, 'view_share', 'Can view message sent on'),
(206, 52, 'add_hail', 'Can add hail from a phone'),
(207, 52, 'change_hail', 'Can change hail from a phone'),
(208, 52, 'delete_hail', 'Can delete hail from a phone'),
(209, 52, 'view_hail', 'Can view hail from a phone'),
(21, 8, 'view_groupsitepermission', 'Can view group site permission'),
(210, 53, 'add_retraction', 'Can add retraction'),
(211, 53, 'change_retraction', 'Can change retraction'),
(212, 53, 'delete_retraction', 'Can delete retraction'),
(213, 53, 'view_retraction', 'Can view retraction'),
(214, 54, 'add_approvallink', 'Can add approval link'),
(215, 54, 'change_approvallink', 'Can change approval link'),
(216, 54, 'delete_approvallink', 'Can delete approval link'),
(217, 54, 'view_approvallink', 'Can view approval link'),
(218, 55, 'add_claim', 'Can add claim of a reviewer'),
(219, 55, 'change_claim', 'Can change claim of a reviewer'),
(22, 9, 'add_modellogentry', 'Can add model log entry'),
(220, 55, 'delete_claim', 'Can delete claim of a reviewer'),
(221, 55, 'view_claim', 'Can view claim of a reviewer'),
(222, 56, 'add_comment', 'Can add comment in the margin'),
(223, 56, 'change_comment', 'Can change comment in the margin'),
(224, 56, 'delete_comment', 'Can delete comment in the margin'),
(225, 56, 'view_comment', 'Can view comment in the margin'),
(226, 57, 'add_paperapproval', 'Can add approval on paper'),
(227, 57, 'change_paperapproval', 'Can change approval on paper'),
(228, 57, 'delete_paperapproval', 'Can delete approval on paper'),
(229, 57, 'view_paperapproval', 'Can view approval on paper'),
(23, 9, 'change_modellogentry', 'Can change model log entry'),
(230, 58, 'add_seen', 'Can add what was seen'),
(231, 58, 'change_seen', 'Can change what was seen'),
(232, 58, 'delete_seen', 'Can delete what was seen'),
(233, 58, 'view_seen', 'Can view what was seen'),
(234, 59, 'add_attempt', 'Can add attempt'),
(235, 59, 'change_attempt', 'Can change attempt'),
(236, 59, 'delete_attempt', 'Can delete attempt'),
(237, 59, 'view_attempt', 'Can view attempt'),
(238, 60, 'add_matter', 'Can add matter'),
(239, 60, 'change_matter', 'Can change matter'),
(24, 9, 'delete_modellogentry', 'Can delete model log entry'),
(240, 60, 'delete_matter', 'Can delete matter'),
(241, 60, 'view_matter', 'Can view matter'),
(242, 61, 'add_contact', 'Can add contact'),
(243, 61, 'change_contact', 'Can change contact'),
(244, 61, 'delete_contact', 'Can delete contact'),
(245, 61, 'view_contact', 'Can view contact'),
(246, 62, 'add_answer', 'Can add answer'),
(247, 62, 'change_answer', 'Can change answer'),
(248, 62, 'delete_answer', 'Can delete answer'),
(249, 62, 'view_answer', 'Can view answer'),
(25, 9, 'view_modellogentry', 'Can view model log entry'),
(250, 63, 'add_taken', 'Can add form that was counted'),
(251, 63, 'change_taken', 'Can change form that was counted'),
(252, 63, 'delete_taken', 'Can delete form that was counted'),
(253, 63, 'view_taken', 'Can view form that was counted'),
(254, 64, 'add_survey', 'Can add survey'),
(255, 64, 'change_survey', 'Can change survey'),
(256, 64, 'delete_survey', 'Can delete survey'),
(257, 64, 'view_survey', 'Can view survey'),
(258, 65, 'add_question', 'Can add question of a survey'),
(259, 65, 'change_question', 'Can change question of a survey'),
(26, 10, 'add_revision', 'Can add revision'),
(260, 65, 'delete_question', 'Can delete question of a survey'),
(261, 65, 'view_question', 'Can view question of a survey'),
(262, 66, 'add_wave', 'Can add time of asking'),
(263, 66, 'change_wave', 'Can change time of asking'),
(264, 66, 'delete_wave', 'Can delete time of asking'),
(265, 66, 'view_wave', 'Can view time of asking'),
(266, 67, 'add_tally', 'Can add tally'),
(267, 67, 'change_tally', 'Can change tally'),
(268, 67, 'delete_tally', 'Can delete tally'),
(269, 67, 'view_tally', 'Can view tally'),
(27, 10, 'change_revision', 'Can change revision'),
(270, 68, 'add_recording', 'Can add recording of a question'),
(271, 68, 'change_recording', 'Can change recording of a question'),
(272, 68, 'delete_recording', 'Can delete recording of a question'),
(273, 68, 'view_recording', 'Can view recording of a question'),
(274, 69, 'add_cursor', 'Can add reading position'),
(275, 69, 'change_cursor', 'Can change reading position'),
(276, 69, 'delete_cursor', 'Can delete reading position'),
(277, 69, 'view_cursor', 'Can view reading position'),
(278, 70, 'add_gridframe', 'Can add grid'),
(279, 70, 'change_gridframe', 'Can change grid');
INSERT INTO "auth_permission" VALUES
(28, 10, 'delete_revision', 'Can delete revision'),
(280, 70, 'delete_gridframe', 'Can delete grid'),
(281, 70, 'view_gridframe', 'Can view grid'),
(282, 71, 'add_station', 'Can add station'),
(283, 71, 'change_station', 'Can change station'),
(284, 71, 'delete_station', 'Can delete station'),
(285, 71, 'view_station', 'Can view station'),
(286, 72, 'add_rundownday', 'Can add rundown'),
(287, 72, 'change_rundownday', 'Can change rundown'),
(288, 72, 'delete_rundownday', 'Can delete rundown'),
(289, 72, 'view_rundownday', 'Can view rundown'),
(29, 10, 'view_revision', 'Can view revision'),
(290, 73, 'add_policyrevision', 'Can add policy'),
(291, 73, 'change_policyrevision', 'Can change policy'),
(292, 73, 'delete_policyrevision', 'Can delete policy'),
(293, 73, 'view_policyrevision', 'Can view policy'),
(294, 74, 'add_dirty', 'Can add station to be rebuilt'),
(295, 74, 'change_dirty', 'Can change station to be rebuilt'),
(296, 74, 'delete_dirty', 'Can delete station to be rebuilt'),
(297, 74, 'view_dirty', 'Can view station to be rebuilt'),
(298, 75, 'add_cluster', 'Can add cluster'),
(299, 75, 'change_cluster', 'Can change cluster'),
(3, 2, 'delete_document', 'Can delete document'),
(30, 11, 'add_collectionviewrestriction', 'Can add collection view restriction'),
(300, 75, 'delete_cluster', 'Can delete cluster'),
(301, 75, 'view_cluster', 'Can view cluster'),
(302, 76, 'add_stationunit', 'Can add unit of a station'),
(303, 76, 'change_stationunit', 'Can change unit of a station'),
(304, 76, 'delete_stationunit', 'Can delete unit of a station'),
(305, 76, 'view_stationunit', 'Can view unit of a station'),
(306, 77, 'add_usbstick', 'Can add USB stick'),
(307, 77, 'change_usbstick', 'Can change USB stick'),
(308, 77, 'delete_usbstick', 'Can delete USB stick'),
(309, 77, 'view_usbstick', 'Can view USB stick'),
(31, 11, 'change_collectionviewrestriction', 'Can change collection view restriction'),
(310, 78, 'add_tick', 'Can add tick'),
(311, 78, 'change_tick', 'Can change tick'),
(312, 78, 'delete_tick', 'Can delete tick'),
(313, 78, 'view_tick', 'Can view tick'),
(314, 79, 'add_asrun', 'Can add as-run item'),
(315, 79, 'change_asrun', 'Can change as-run item'),
(316, 79, 'delete_asrun', 'Can delete as-run item'),
(317, 79, 'view_asrun', 'Can view as-run item'),
(318, 80, 'add_lowering', 'Can add lowering'),
(319, 80, 'change_lowering', 'Can change lowering'),
(32, 11, 'delete_collectionviewrestriction', 'Can delete collection view restriction'),
(320, 80, 'delete_lowering', 'Can delete lowering'),
(321, 80, 'view_lowering', 'Can view lowering'),
(322, 81, 'add_publishedvolume', 'Can add published loudness'),
(323, 81, 'change_publishedvolume', 'Can change published loudness'),
(324, 81, 'delete_publishedvolume', 'Can delete published loudness'),
(325, 81, 'view_publishedvolume', 'Can view published loudness'),
(326, 82, 'add_amendment', 'Can add change of a published day'),
(327, 82, 'change_amendment', 'Can change change of a published day'),
(328, 82, 'delete_amendment', 'Can delete change of a published day'),
(329, 82, 'view_amendment', 'Can view change of a published day'),
(33, 11, 'view_collectionviewrestriction', 'Can view collection view restriction'),
(330, 83, 'add_homepage', 'Can add first page'),
(331, 83, 'change_homepage', 'Can change first page'),
(332, 83, 'delete_homepage', 'Can delete first page'),
(333, 83, 'view_homepage', 'Can view first page'),
(334, 84, 'add_newspage', 'Can add news'),
(335, 84, 'change_newspage', 'Can change news'),
(336, 84, 'delete_newspage', 'Can delete news'),
(337, 84, 'view_newspage', 'Can view news'),
(338, 85, 'add_sectionpage', 'Can add section'),
(339, 85, 'change_sectionpage', 'Can change section'),
(34, 12, 'add_collection', 'Can add collection'),
(340, 85, 'delete_sectionpage', 'Can delete section'),
(341, 85, 'view_sectionpage', 'Can view section'),
(342, 86, 'add_turn', 'Can add turn of the pages'),
(343, 86, 'change_turn', 'Can change turn of the pages'),
(344, 86, 'delete_turn', 'Can delete turn of the pages'),
(345, 86, 'view_turn', 'Can view turn of the pages'),
(346, 87, 'add_articlepage', 'Can add article'),
(347, 87, 'change_articlepage', 'Can change article'),
(348, 87, 'delete_articlepage', 'Can delete article'),
(349, 87, 'view_articlepage', 'Can view article'),
(35, 12, 'change_collection', 'Can change collection'),
(350, 88, 'add_articlepicture', 'Can add picture of an article'),
(351, 88, 'change_articlepicture', 'Can change picture of an article'),
(352, 88, 'delete_articlepicture', 'Can delete picture of an article'),
(353, 88, 'view_articlepicture', 'Can view picture of an article'),
(354, 89, 'add_showing', 'Can add showing'),
(355, 89, 'change_showing', 'Can change showing'),
(356, 89, 'delete_showing', 'Can delete showing'),
(357, 89, 'view_showing', 'Can view showing'),
(358, 90, 'add_siteunit', 'Can add area of a site'),
(359, 90, 'change_siteunit', 'Can change area of a site'),
(36, 12, 'delete_collection', 'Can delete collection'),
(360, 90, 'delete_siteunit', 'Can delete area of a site'),
(361, 90, 'view_siteunit', 'Can view area of a site'),
(362, 91, 'add_eventnotes', 'Can add notes on an event'),
(363, 91, 'change_eventnotes', 'Can change notes on an event'),
(364, 91, 'delete_eventnotes', 'Can delete notes on an event'),
(365, 91, 'view_eventnotes', 'Can view notes on an event'),
(366, 92, 'add_agendaline', 'Can add line of an agenda'),
(367, 92, 'change_agendaline', 'Can change line of an agenda'),
(368, 92, 'delete_agendaline', 'Can delete line of an agenda'),
(369, 92, 'view_agendaline', 'Can view line of an agenda'),
(37, 12, 'view_collection', 'Can view collection'),
(370, 93, 'add_eventpaper', 'Can add document of an event'),
(371, 93, 'change_eventpaper', 'Can change document of an event'),
(372, 93, 'delete_eventpaper', 'Can delete document of an event'),
(373, 93, 'view_eventpaper', 'Can view document of an event'),
(374, 94, 'add_unitstate', 'Can add unit in a series'),
(375, 94, 'change_unitstate', 'Can change unit in a series'),
(376, 94, 'delete_unitstate', 'Can delete unit in a series'),
(377, 94, 'view_unitstate', 'Can view unit in a series'),
(378, 95, 'add_eventresult', 'Can add results of an event'),
(379, 95, 'change_eventresult', 'Can change results of an event'),
(38, 13, 'add_groupcollectionpermission', 'Can add group collection permission'),
(380, 95, 'delete_eventresult', 'Can delete results of an event'),
(381, 95, 'view_eventresult', 'Can view results of an event'),
(382, 96, 'add_livelog', 'Can add log of an event'),
(383, 96, 'change_livelog', 'Can change log of an event'),
(384, 96, 'delete_livelog', 'Can delete log of an event'),
(385, 96, 'view_livelog', 'Can view log of an event'),
(386, 97, 'add_liveline', 'Can add line of a log'),
(387, 97, 'change_liveline', 'Can change line of a log'),
(388, 97, 'delete_liveline', 'Can delete line of a log'),
(389, 97, 'view_liveline', 'Can view line of a log'),
(39, 13, 'change_groupcollectionpermission', 'Can change group collection permission'),
(390, 98, 'add_claimfailure', 'Can add failed claim'),
(391, 98, 'change_claimfailure', 'Can change failed claim'),
(392, 98, 'delete_claimfailure', 'Can delete failed claim'),
(393, 98, 'view_claimfailure', 'Can view failed claim'),
(394, 99, 'add_device', 'Can add player'),
(395, 99, 'change_device', 'Can change player'),
(396, 99, 'delete_device', 'Can delete player'),
(397, 99, 'view_device', 'Can view player'),
(398, 100, 'add_claimcode', 'Can add claim code'),
(399, 100, 'change_claimcode', 'Can change claim code'),
(4, 3, 'access_admin', 'Can access Wagtail admin'),
(40, 13, 'delete_groupcollectionpermission', 'Can delete group collection permission'),
(400, 100, 'delete_claimcode', 'Can delete claim code'),
(401, 100, 'view_claimcode', 'Can view claim code'),
(402, 101, 'add_alarm', 'Can add alarm'),
(403, 101, 'change_alarm', 'Can change alarm'),
(404, 101, 'delete_alarm', 'Can delete alarm'),
(405, 101, 'view_alarm', 'Can view alarm'),
(406, 102, 'add_entry', 'Can add ledger entry'),
(407, 102, 'change_entry', 'Can change ledger entry'),
(408, 102, 'delete_entry', 'Can delete ledger entry'),
(409, 102, 'view_entry', 'Can view ledger entry'),
(41, 13, 'view_groupcollectionpermission', 'Can view group collection permission'),
(410, 103, 'add_segment', 'Can add ledger segment'),
(411, 103, 'change_segment', 'Can change ledger segment'),
(412, 103, 'delete_segment', 'Can delete ledger segment'),
(413, 103, 'view_segment', 'Can view ledger segment'),
(414, 104, 'add_sealedmessage', 'Can add approved message'),
(415, 104, 'change_sealedmessage', 'Can change approved message'),
(416, 104, 'delete_sealedmessage', 'Can delete approved message'),
(417, 104, 'view_sealedmessage', 'Can view approved message'),
(418, 105, 'add_placement', 'Can add placement'),
(419, 105, 'change_placement', 'Can change placement'),
(42, 14, 'add_uploadedfile', 'Can add uploaded file'),
(420, 105, 'delete_placement', 'Can delete placement'),
(421, 105, 'view_placement', 'Can view placement'),
(422, 106, 'add_coveragecell', 'Can add coverage cell'),
(423, 106, 'change_coveragecell', 'Can change coverage cell'),
(424, 106, 'delete_coveragecell', 'Can delete coverage cell'),
(425, 106, 'view_coveragecell', 'Can view coverage cell'),
(426, 107, 'add_evidence', 'Can add evidence'),
(427, 107, 'change_evidence', 'Can change evidence'),
(428, 107, 'delete_evidence', 'Can delete evidence'),
(429, 107, 'view_evidence', 'Can view evidence'),
(43, 14, 'change_uploadedfile', 'Can change uploaded file'),
(430, 108, 'add_announcement', 'Can add announcement of results'),
(431, 108, 'change_announcement', 'Can change announcement of results'),
(432, 108, 'delete_announcement', 'Can delete announcement of results'),
(433, 108, 'view_announcement', 'Can view announcement of results'),
(434, 109, 'add_plandocument', 'Can add document of a plan'),
(435, 109, 'change_plandocument', 'Can change document of a plan'),
(436, 109, 'delete_plandocument', 'Can delete document of a plan'),
(437, 109, 'view_plandocument', 'Can view document of a plan'),
(438, 110, 'add_found', 'Can add finding'),
(439, 110, 'change_found', 'Can change finding'),
(44, 14, 'delete_uploadedfile', 'Can delete uploaded file'),
(440, 110, 'delete_found', 'Can delete finding'),
(441, 110, 'view_found', 'Can view finding'),
(442, 111, 'add_event', 'Can add event'),
(443, 111, 'change_event', 'Can change event'),
(444, 111, 'delete_event', 'Can delete event'),
(445, 111, 'view_event', 'Can view event'),
(446, 112, 'add_plan', 'Can add plan'),
(447, 112, 'change_plan', 'Can change plan'),
(448, 112, 'delete_plan', 'Can delete plan'),
(449, 112, 'view_plan', 'Can view plan'),
(45, 14, 'view_uploadedfile', 'Can view uploaded file'),
(450, 113, 'add_phase', 'Can add phase'),
(451, 113, 'change_phase', 'Can change phase'),
(452, 113, 'delete_phase', 'Can delete phase'),
(453, 113, 'view_phase', 'Can view phase'),
(454, 114, 'add_pause', 'Can add pause'),
(455, 114, 'change_pause', 'Can change pause'),
(456, 114, 'delete_pause', 'Can delete pause'),
(457, 114, 'view_pause', 'Can view pause'),
(458, 115, 'add_assignment', 'Can add assignment'),
(459, 115, 'change_assignment', 'Can change assignment');
INSERT INTO "auth_permission" VALUES
(46, 15, 'add_workflowcontenttype', 'Can add workflow content type'),
(460, 115, 'delete_assignment', 'Can delete assignment'),
(461, 115, 'view_assignment', 'Can view assignment'),
(462, 116, 'add_planrevision', 'Can add revision of a plan'),
(463, 116, 'change_planrevision', 'Can change revision of a plan'),
(464, 116, 'delete_planrevision', 'Can delete revision of a plan'),
(465, 116, 'view_planrevision', 'Can view revision of a plan'),
(466, 117, 'add_topic', 'Can add topic'),
(467, 117, 'change_topic', 'Can change topic'),
(468, 117, 'delete_topic', 'Can delete topic'),
(469, 117, 'view_topic', 'Can view topic'),
(47, 15, 'change_workflowcontenttype', 'Can change workflow content type'),
(470, 118, 'add_target', 'Can add target'),
(471, 118, 'change_target', 'Can change target'),
(472, 118, 'delete_target', 'Can delete target'),
(473, 118, 'view_target', 'Can view target'),
(474, 119, 'add_eventmove', 'Can add move of an event'),
(475, 119, 'change_eventmove', 'Can change move of an event'),
(476, 119, 'delete_eventmove', 'Can delete move of an event'),
(477, 119, 'view_eventmove', 'Can view move of an event'),
(478, 120, 'view_decision', 'Can view decision'),
(479, 122, 'add_user', 'Can add user'),
(48, 15, 'delete_workflowcontenttype', 'Can delete workflow content type'),
(480, 122, 'change_user', 'Can change user'),
(481, 122, 'delete_user', 'Can delete user'),
(482, 122, 'view_user', 'Can view user'),
(483, 123, 'add_organisation', 'Can add organisation'),
(484, 123, 'change_organisation', 'Can change organisation'),
(485, 123, 'delete_organisation', 'Can delete organisation'),
(486, 123, 'view_organisation', 'Can view organisation'),
(487, 124, 'add_membership', 'Can add role in an organisation'),
(488, 124, 'change_membership', 'Can change role in an organisation'),
(489, 124, 'delete_membership', 'Can delete role in an organisation'),
(49, 15, 'view_workflowcontenttype', 'Can view workflow content type'),
(490, 124, 'view_membership', 'Can view role in an organisation'),
(491, 125, 'add_approverkey', 'Can add approver''s key'),
(492, 125, 'change_approverkey', 'Can change approver''s key'),
(493, 125, 'delete_approverkey', 'Can delete approver''s key'),
(494, 125, 'view_approverkey', 'Can view approver''s key'),
(495, 126, 'add_post', 'Can add post'),
(496, 126, 'change_post', 'Can change post'),
(497, 126, 'delete_post', 'Can delete post'),
(498, 126, 'view_post', 'Can view post'),
(499, 127, 'add_deputy', 'Can add deputy'),
(5, 2, 'choose_document', 'Can choose document'),
(50, 16, 'add_workflowstate', 'Can add Workflow state'),
(500, 127, 'change_deputy', 'Can change deputy'),
(501, 127, 'delete_deputy', 'Can delete deputy'),
(502, 127, 'view_deputy', 'Can view deputy'),
(503, 128, 'add_adminunit', 'Can add administrative unit'),
(504, 128, 'change_adminunit', 'Can change administrative unit'),
(505, 128, 'delete_adminunit', 'Can delete administrative unit'),
(506, 128, 'view_adminunit', 'Can view administrative unit'),
(507, 129, 'add_site', 'Can add site'),
(508, 129, 'change_site', 'Can change site'),
(509, 129, 'delete_site', 'Can delete site'),
(51, 16, 'change_workflowstate', 'Can change Workflow state'),
(510, 129, 'view_site', 'Can view site'),
(511, 130, 'add_succession', 'Can add succession'),
(512, 130, 'change_succession', 'Can change succession'),
(513, 130, 'delete_succession', 'Can delete succession'),
(514, 130, 'view_succession', 'Can view succession'),
(515, 131, 'add_seenword', 'Can add word seen'),
(516, 131, 'change_seenword', 'Can change word seen'),
(517, 131, 'delete_seenword', 'Can delete word seen'),
(518, 131, 'view_seenword', 'Can view word seen'),
(519, 132, 'add_found', 'Can add entry of the search'),
(52, 16, 'delete_workflowstate', 'Can delete Workflow state'),
(520, 132, 'change_found', 'Can change entry of the search'),
(521, 132, 'delete_found', 'Can delete entry of the search'),
(522, 132, 'view_found', 'Can view entry of the search'),
(523, 133, 'add_redirect', 'Can add redirect'),
(524, 133, 'change_redirect', 'Can change redirect'),
(525, 133, 'delete_redirect', 'Can delete redirect'),
(526, 133, 'view_redirect', 'Can view redirect'),
(527, 134, 'add_userprofile', 'Can add user profile'),
(528, 134, 'change_userprofile', 'Can change user profile'),
(529, 134, 'delete_userprofile', 'Can delete user profile'),
(53, 16, 'view_workflowstate', 'Can view Workflow state'),
(530, 134, 'view_userprofile', 'Can view user profile'),
(531, 2, 'view_document', 'Can view document'),
(532, 4, 'view_image', 'Can view image'),
(533, 135, 'add_rendition', 'Can add rendition'),
(534, 135, 'change_rendition', 'Can change rendition'),
(535, 135, 'delete_rendition', 'Can delete rendition'),
(536, 135, 'view_rendition', 'Can view rendition'),
(537, 136, 'add_indexentry', 'Can add index entry'),
(538, 136, 'change_indexentry', 'Can change index entry'),
(539, 136, 'delete_indexentry', 'Can delete index entry'),
(54, 17, 'add_workflow', 'Can add workflow'),
(540, 136, 'view_indexentry', 'Can view index entry'),
(541, 137, 'add_sqliteftsindexentry', 'Can add sqliteftsindexentry'),
(542, 137, 'change_sqliteftsindexentry', 'Can change sqliteftsindexentry'),
(543, 137, 'delete_sqliteftsindexentry', 'Can delete sqliteftsindexentry'),
(544, 137, 'view_sqliteftsindexentry', 'Can view sqliteftsindexentry'),
(545, 138, 'add_editingsession', 'Can add editing session'),
(546, 138, 'change_editingsession', 'Can change editing session'),
(547, 138, 'delete_editingsession', 'Can delete editing session'),
(548, 138, 'view_editingsession', 'Can view editing session'),
(549, 139, 'add_formstate', 'Can add form state'),
(55, 17, 'change_workflow', 'Can change workflow'),
(550, 139, 'change_formstate', 'Can change form state'),
(551, 139, 'delete_formstate', 'Can delete form state'),
(552, 139, 'view_formstate', 'Can view form state'),
(553, 140, 'add_tag', 'Can add tag'),
(554, 140, 'change_tag', 'Can change tag'),
(555, 140, 'delete_tag', 'Can delete tag'),
(556, 140, 'view_tag', 'Can view tag'),
(557, 141, 'add_taggeditem', 'Can add tagged item'),
(558, 141, 'change_taggeditem', 'Can change tagged item'),
(559, 141, 'delete_taggeditem', 'Can delete tagged item'),
(56, 17, 'delete_workflow', 'Can delete workflow'),
(560, 141, 'view_taggeditem', 'Can view tagged item'),
(561, 142, 'add_logentry', 'Can add log entry'),
(562, 142, 'change_logentry', 'Can change log entry'),
(563, 142, 'delete_logentry', 'Can delete log entry'),
(564, 142, 'view_logentry', 'Can view log entry'),
(565, 143, 'add_permission', 'Can add permission'),
(566, 143, 'change_permission', 'Can change permission'),
(567, 143, 'delete_permission', 'Can delete permission'),
(568, 143, 'view_permission', 'Can view permission'),
(569, 144, 'add_group', 'Can add group'),
(57, 17, 'view_workflow', 'Can view workflow'),
(570, 144, 'change_group', 'Can change group'),
(571, 144, 'delete_group', 'Can delete group'),
(572, 144, 'view_group', 'Can view group'),
(573, 145, 'add_contenttype', 'Can add content type'),
(574, 145, 'change_contenttype', 'Can change content type'),
(575, 145, 'delete_contenttype', 'Can delete content type'),
(576, 145, 'view_contenttype', 'Can view content type'),
(577, 146, 'add_session', 'Can add session'),
(578, 146, 'change_session', 'Can change session'),
(579, 146, 'delete_session', 'Can delete session'),
(58, 18, 'add_workflowtask', 'Can add workflow task order'),
(580, 146, 'view_session', 'Can view session'),
(581, 147, 'add_dbtaskresult', 'Can add Task Result'),
(582, 147, 'change_dbtaskresult', 'Can change Task Result'),
(583, 147, 'delete_dbtaskresult', 'Can delete Task Result'),
(584, 147, 'view_dbtaskresult', 'Can view Task Result'),
(585, 148, 'add_emailaddress', 'Can add email address'),
(586, 148, 'change_emailaddress', 'Can change email address'),
(587, 148, 'delete_emailaddress', 'Can delete email address'),
(588, 148, 'view_emailaddress', 'Can view email address'),
(589, 149, 'add_emailconfirmation', 'Can add email confirmation'),
(59, 18, 'change_workflowtask', 'Can change workflow task order'),
(590, 149, 'change_emailconfirmation', 'Can change email confirmation'),
(591, 149, 'delete_emailconfirmation', 'Can delete email confirmation'),
(592, 149, 'view_emailconfirmation', 'Can view email confirmation'),
(593, 150, 'add_authenticator', 'Can add authenticator'),
(594, 150, 'change_authenticator', 'Can change authenticator'),
(595, 150, 'delete_authenticator', 'Can delete authenticator'),
(596, 150, 'view_authenticator', 'Can view authenticator'),
(6, 4, 'add_image', 'Can add image'),
(60, 18, 'delete_workflowtask', 'Can delete workflow task order'),
(61, 18, 'view_workflowtask', 'Can view workflow task order'),
(62, 19, 'add_task', 'Can add task'),
(63, 19, 'change_task', 'Can change task'),
(64, 19, 'delete_task', 'Can delete task'),
(65, 19, 'view_task', 'Can view task'),
(66, 5, 'add_groupapprovaltask', 'Can add Group approval task'),
(67, 5, 'change_groupapprovaltask', 'Can change Group approval task'),
(68, 5, 'delete_groupapprovaltask', 'Can delete Group approval task'),
(69, 5, 'view_groupapprovaltask', 'Can view Group approval task'),
(7, 4, 'change_image', 'Can change image'),
(70, 20, 'add_taskstate', 'Can add Task state'),
(71, 20, 'change_taskstate', 'Can change Task state'),
(72, 20, 'delete_taskstate', 'Can delete Task state'),
(73, 20, 'view_taskstate', 'Can view Task state'),
(74, 1, 'add_page', 'Can add page'),
(75, 1, 'change_page', 'Can change page'),
(76, 1, 'delete_page', 'Can delete page'),
(77, 1, 'view_page', 'Can view page'),
(78, 1, 'bulk_delete_page', 'Delete pages with children'),
(79, 1, 'lock_page', 'Lock/unlock pages you''ve locked'),
(8, 4, 'delete_image', 'Can delete image'),
(80, 1, 'publish_page', 'Publish any page'),
(81, 1, 'unlock_page', 'Unlock any page'),
(82, 21, 'add_grouppagepermission', 'Can add group page permission'),
(83, 21, 'change_grouppagepermission', 'Can change group page permission'),
(84, 21, 'delete_grouppagepermission', 'Can delete group page permission'),
(85, 21, 'view_grouppagepermission', 'Can view group page permission'),
(86, 22, 'add_pageviewrestriction', 'Can add page view restriction'),
(87, 22, 'change_pageviewrestriction', 'Can change page view restriction'),
(88, 22, 'delete_pageviewrestriction', 'Can delete page view restriction'),
(89, 22, 'view_pageviewrestriction', 'Can view page view restriction'),
(9, 4, 'choose_image', 'Can choose image'),
(90, 23, 'add_workflowpage', 'Can add workflow page'),
(91, 23, 'change_workflowpage', 'Can change workflow page'),
(92, 23, 'delete_workflowpage', 'Can delete workflow page'),
(93, 23, 'view_workflowpage', 'Can view workflow page'),
(94, 24, 'add_pagelogentry', 'Can add page log entry'),
(95, 24, 'change_pagelogentry', 'Can change page log entry'),
(96, 24, 'delete_pagelogentry', 'Can delete page log entry'),
(97, 24, 'view_pagelogentry', 'Can view page log entry'),
(98, 25, 'add_comment', 'Can add comment'),
(99, 25, 'change_comment', 'Can change comment');
INSERT INTO "django_content_type" VALUES
(1, 'wagtailcore', 'page'),
(10, 'wagtailcore', 'revision'),
(100, 'devices', 'claimcode'),
(101, 'devices', 'alarm'),
(102, 'devices', 'entry'),
(103, 'devices', 'segment'),
(104, 'delivery', 'sealedmessage'),
(105, 'delivery', 'placement'),
(106, 'delivery', 'coveragecell'),
(107, 'delivery', 'evidence'),
(108, 'delivery', 'announcement'),
(109, 'plan_drafting', 'plandocument'),
(11, 'wagtailcore', 'collectionviewrestriction'),
(110, 'plan_drafting', 'found'),
(111, 'plans', 'event'),
(112, 'plans', 'plan'),
(113, 'plans', 'phase'),
(114, 'plans', 'pause'),
(115, 'plans', 'assignment'),
(116, 'plans', 'planrevision'),
(117, 'plans', 'topic'),
(118, 'plans', 'target'),
(119, 'plans', 'eventmove'),
(12, 'wagtailcore', 'collection'),
(120, 'people', 'decision'),
(121, 'people', 'decisionhead'),
(122, 'people', 'user'),
(123, 'people', 'organisation'),
(124, 'people', 'membership'),
(125, 'people', 'approverkey'),
(126, 'people', 'post'),
(127, 'people', 'deputy'),
(128, 'places', 'adminunit'),
(129, 'places', 'site'),
(13, 'wagtailcore', 'groupcollectionpermission'),
(130, 'places', 'succession'),
(131, 'search', 'seenword'),
(132, 'search', 'found'),
(133, 'wagtailredirects', 'redirect'),
(134, 'wagtailusers', 'userprofile'),
(135, 'wagtailimages', 'rendition'),
(136, 'wagtailsearch', 'indexentry'),
(137, 'wagtailsearch', 'sqliteftsindexentry'),
(138, 'wagtailadmin', 'editingsession'),
(139, 'wagtailadmin', 'formstate'),
(14, 'wagtailcore', 'uploadedfile'),
(140, 'taggit', 'tag'),
(141, 'taggit', 'taggeditem'),
(142, 'admin', 'logentry'),
(143, 'auth', 'permission'),
(144, 'auth', 'group'),
(145, 'contenttypes', 'contenttype'),
(146, 'sessions', 'session'),
(147, 'django_tasks_database', 'dbtaskresult'),
(148, 'account', 'emailaddress'),
(149, 'account', 'emailconfirmation'),
(15, 'wagtailcore', 'workflowcontenttype'),
(150, 'mfa', 'authenticator'),
(16, 'wagtailcore', 'workflowstate'),
(17, 'wagtailcore', 'workflow'),
(18, 'wagtailcore', 'workflowtask'),
(19, 'wagtailcore', 'task'),
(2, 'wagtaildocs', 'document'),
(20, 'wagtailcore', 'taskstate'),
(21, 'wagtailcore', 'grouppagepermission'),
(22, 'wagtailcore', 'pageviewrestriction'),
(23, 'wagtailcore', 'workflowpage'),
(24, 'wagtailcore', 'pagelogentry'),
(25, 'wagtailcore', 'comment'),
(26, 'wagtailcore', 'commentreply'),
(27, 'wagtailcore', 'pagesubscription'),
(28, 'wagtailcore', 'referenceindex'),
(29, 'control', 'dropped'),
(3, 'wagtailadmin', 'admin'),
(30, 'control', 'calendaraddress'),
(31, 'control', 'reminder'),
(32, 'control', 'taskfile'),
(33, 'control', 'tasknote'),
(34, 'reports', 'keptreport'),
(35, 'reports', 'reportingpractice'),
(36, 'reports', 'statement'),
(37, 'reports', 'publication'),
(38, 'reports', 'officetemplate'),
(39, 'operations', 'duty'),
(4, 'wagtailimages', 'image'),
(40, 'rehearsal', 'run'),
(41, 'newsroom', 'item'),
(42, 'newsroom', 'review'),
(43, 'newsroom', 'variant'),
(44, 'newsroom', 'bulletin'),
(45, 'newsroom', 'bulletinentry'),
(46, 'newsroom', 'recording'),
(47, 'newsroom', 'consent'),
(48, 'newsroom', 'figure'),
(49, 'newsroom', 'edition'),
(5, 'wagtailcore', 'groupapprovaltask'),
(50, 'newsroom', 'royaltyrate'),
(51, 'newsroom', 'share'),
(52, 'newsroom', 'hail'),
(53, 'newsroom', 'retraction'),
(54, 'newsroom', 'approvallink'),
(55, 'newsroom', 'claim'),
(56, 'newsroom', 'comment'),
(57, 'newsroom', 'paperapproval'),
(58, 'newsroom', 'seen'),
(59, 'feedback', 'attempt'),
(6, 'wagtailcore', 'locale'),
(60, 'feedback', 'matter'),
(61, 'feedback', 'contact'),
(62, 'feedback', 'answer'),
(63, 'feedback', 'taken'),
(64, 'feedback', 'survey'),
(65, 'feedback', 'question'),
(66, 'feedback', 'wave'),
(67, 'feedback', 'tally'),
(68, 'feedback', 'recording'),
(69, 'broadcast', 'cursor'),
(7, 'wagtailcore', 'site'),
(70, 'broadcast', 'gridframe'),
(71, 'broadcast', 'station'),
(72, 'broadcast', 'rundownday'),
(73, 'broadcast', 'policyrevision'),
(74, 'broadcast', 'dirty'),
(75, 'broadcast', 'cluster'),
(76, 'broadcast', 'stationunit'),
(77, 'broadcast', 'usbstick'),
(78, 'broadcast', 'tick'),
(79, 'broadcast', 'asrun'),
(8, 'wagtailcore', 'groupsitepermission'),
(80, 'broadcast', 'lowering'),
(81, 'broadcast', 'publishedvolume'),
(82, 'broadcast', 'amendment'),
(83, 'portal', 'homepage'),
(84, 'portal', 'newspage'),
(85, 'portal', 'sectionpage'),
(86, 'portal', 'turn'),
(87, 'portal', 'articlepage'),
(88, 'portal', 'articlepicture'),
(89, 'portal', 'showing'),
(9, 'wagtailcore', 'modellogentry'),
(90, 'portal', 'siteunit'),
(91, 'portal', 'eventnotes'),
(92, 'portal', 'agendaline'),
(93, 'portal', 'eventpaper'),
(94, 'portal', 'unitstate'),
(95, 'portal', 'eventresult'),
(96, 'portal', 'livelog'),
(97, 'portal', 'liveline'),
(98, 'devices', 'claimfailure'),
(99, 'devices', 'device');
INSERT INTO "django_migrations" VALUES
(NULL, 'account', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0002_email_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0003_alter_emailaddress_create_unique_verified_email', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0004_alter_emailaddress_drop_unique_email', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0005_emailaddress_idx_upper_email', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0006_emailaddress_lower', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0007_emailaddress_idx_email', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0008_emailaddress_unique_primary_email_fixup', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'account', '0009_emailaddress_unique_primary_email', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'admin', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'admin', '0002_logentry_remove_auto_add', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'admin', '0003_logentry_add_action_flag_choices', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0002_alter_permission_name_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0003_alter_user_email_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0004_alter_user_username_opts', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0005_alter_user_last_login_null', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0006_require_contenttypes_0002', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0007_alter_validators_add_error_messages', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0008_alter_user_username_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0009_alter_user_last_name_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0010_alter_group_name_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0011_update_proxy_permissions', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'auth', '0012_alter_user_first_name_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'broadcast', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'broadcast', '0002_usb_task', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'broadcast', '0003_lowering', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'broadcast', '0004_amendment', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'contenttypes', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'contenttypes', '0002_remove_content_type_name', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'control', '0001_first_day', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'control', '0002_work', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'delivery', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'delivery', '0002_programme', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'delivery', '0003_soon', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'delivery', '0004_announcements', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'devices', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'devices', '0002_fewer_indexes', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'devices', '0003_many_segments_in_a_file', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0002_alter_dbtaskresult_options', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0003_dbtaskresult_enqueued_at_dbtaskresult_finished_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0004_dbtaskresult_started_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0005_alter_dbtaskresult_priority_and_more', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0006_alter_dbtaskresult_args_kwargs_and_more', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0007_add_separate_results_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0008_separate_results_field', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0009_remove_results_field', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0010_alter_dbtaskresult_status', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0011_rename_complete_status', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0012_add_separate_exception_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0013_separate_exception_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0014_remove_dbtaskresult_exception_data', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0015_correctly_order_run_after', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0016_remove_dbtaskresult_django_task_new_ordering_idx_and_more', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0017_dbtaskresult_metadata', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0018_rename_succeeded_status', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0019_rename_django_task_new_ordering_idx_tasks_db_new_ordering_idx_and_more', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0020_update_db_task_result_ordering', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'django_tasks_database', '0021_conditional_partial_index_ordering', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'feedback', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'feedback', '0002_spoken_answers', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'feedback', '0003_surveys', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'feedback', '0004_surveys_follow_phases', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'mfa', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'mfa', '0002_authenticator_timestamps', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'mfa', '0003_authenticator_type_uniq', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'newsroom', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'newsroom', '0002_bulletins', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'newsroom', '0003_forms', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'newsroom', '0004_afterwards', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'newsroom', '0005_approval', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'operations', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'people', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'people', '0002_passkeys', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'people', '0003_hamlet_head', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'people', '0004_deputies', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'people', '0005_first_day', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'places', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'plan_drafting', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'plans', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'plans', '0002_assignment_product', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'plans', '0003_move_document', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'portal', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'portal', '0002_event_notes', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'portal', '0003_live_logs_and_results', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'portal', '0004_lines_of_units', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'rehearsal', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'rehearsal', '0002_trial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'reports', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'reports', '0002_publication', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'reports', '0003_owed_figures', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'search', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'search', '0002_tokens', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'search', '0003_several_units', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'search', '0004_no_function', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'sessions', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'taggit', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'taggit', '0002_auto_20150616_2121', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'taggit', '0003_taggeditem_add_unique_index', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'taggit', '0004_alter_taggeditem_content_type_alter_taggeditem_tag', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'taggit', '0005_auto_20220424_2025', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailadmin', '0001_create_admin_access_permissions', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailadmin', '0002_admin', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailadmin', '0003_admin_managed', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailadmin', '0004_editingsession', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailadmin', '0005_editingsession_is_editing', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailadmin', '0006_formstate', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0001_squashed_0016_change_page_url_path_to_text_field', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0002_initial_data', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0003_add_uniqueness_constraint_on_group_page_permission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0004_page_locked', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0005_add_page_lock_permission_to_moderators', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0006_add_lock_page_permission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0007_page_latest_revision_created_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0008_populate_latest_revision_created_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0009_remove_auto_now_add_from_pagerevision_created_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0010_change_page_owner_to_null_on_delete', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0011_page_first_published_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0012_extend_page_slug_field', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0013_update_golive_expire_help_text', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0014_add_verbose_name', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0015_add_more_verbose_names', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0016_change_page_url_path_to_text_field', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0017_change_edit_page_permission_description', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0018_pagerevision_submitted_for_moderation_index', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0019_verbose_names_cleanup', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0020_add_index_on_page_first_published_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0021_capitalizeverbose', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0022_add_site_name', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0023_alter_page_revision_on_delete_behaviour', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0024_alter_page_content_type_on_delete_behaviour', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0024_collection', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0025_collection_initial_data', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0026_group_collection_permission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0027_fix_collection_path_collation', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0028_merge', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0029_unicode_slugfield_dj19', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0030_index_on_pagerevision_created_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0031_add_page_view_restriction_types', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0032_add_bulk_delete_page_permission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0033_remove_golive_expiry_help_text', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0034_page_live_revision', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0035_page_last_published_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0036_populate_page_last_published_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0037_set_page_owner_editable', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0038_make_first_published_at_editable', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0039_collectionviewrestriction', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0040_page_draft_title', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0041_group_collection_permissions_verbose_name_plural', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0042_index_on_pagerevision_approved_go_live_at', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0043_lock_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0044_add_unlock_grouppagepermission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0045_assign_unlock_grouppagepermission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0046_site_name_remove_null', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0047_add_workflow_models', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0048_add_default_workflows', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0049_taskstate_finished_by', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0050_workflow_rejected_to_needs_changes', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0051_taskstate_comment', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0052_pagelogentry', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0053_locale_model', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0054_initial_locale', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0055_page_locale_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0056_page_locale_fields_populate', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0057_page_locale_fields_notnull', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0058_page_alias_of', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0059_apply_collection_ordering', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0060_fix_workflow_unique_constraint', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0061_change_promote_tab_helpt_text_and_verbose_names', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0062_comment_models_and_pagesubscription', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0063_modellogentry', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0064_log_timestamp_indexes', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0065_log_entry_uuid', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0066_collection_management_permissions', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0067_alter_pagerevision_content_json', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0068_log_entry_empty_object', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0069_log_entry_jsonfield', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0070_rename_pagerevision_revision', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0071_populate_revision_content_type', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0072_alter_revision_content_type_notnull', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0073_page_latest_revision', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0074_revision_object_str', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0075_populate_latest_revision_and_revision_object_str', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0076_modellogentry_revision', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0077_alter_revision_user', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0078_referenceindex', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0079_rename_taskstate_page_revision', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0080_generic_workflowstate', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0081_populate_workflowstate_content_type', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0082_alter_workflowstate_content_type_notnull', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0083_workflowcontenttype', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0084_add_default_page_permissions', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0085_add_grouppagepermission_permission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0086_populate_grouppagepermission_permission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0087_alter_grouppagepermission_unique_together_and_more', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0088_fix_log_entry_json_timestamps', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0089_log_entry_data_json_null_to_object', strftime('%Y-%m-%d %H:%M:%f', 'now'));
INSERT INTO "django_migrations" VALUES
(NULL, 'wagtailcore', '0090_remove_grouppagepermission_permission_type', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0091_remove_revision_submitted_for_moderation', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0092_alter_collectionviewrestriction_password_and_more', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0093_uploadedfile', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0094_alter_page_locale', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0095_groupsitepermission', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0096_referenceindex_referenceindex_source_object_and_more', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0002_initial_data', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0003_add_verbose_names', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0004_capitalizeverbose', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0005_alter_uploaded_by_user_on_delete_action', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0005_document_collection', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0006_copy_document_permissions_to_collections', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0007_merge', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0008_document_file_size', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0009_document_verbose_name_plural', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0010_document_file_hash', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0011_add_choose_permissions', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0012_uploadeddocument', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0013_delete_uploadeddocument', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtaildocs', '0014_alter_document_file_size', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0001_squashed_0021', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0002_initial_data', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0003_fix_focal_point_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0004_make_focal_point_key_not_nullable', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0005_make_filter_spec_unique', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0006_add_verbose_names', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0007_image_file_size', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0008_image_created_at_index', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0009_capitalizeverbose', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0010_change_on_delete_behaviour', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0011_image_collection', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0012_copy_image_permissions_to_collections', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0013_make_rendition_upload_callable', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0014_add_filter_spec_field', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0015_fill_filter_spec_field', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0016_deprecate_rendition_filter_relation', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0017_reduce_focal_point_key_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0018_remove_rendition_filter', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0019_delete_filter', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0020_add-verbose-name', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0021_image_file_hash', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0022_uploadedimage', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0023_add_choose_permissions', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0024_index_image_file_hash', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0025_alter_image_file_alter_rendition_file', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0026_delete_uploadedimage', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailimages', '0027_image_description', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0002_add_verbose_names', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0003_make_site_field_editable', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0004_set_unique_on_path_and_site', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0005_capitalizeverbose', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0006_redirect_increase_max_length', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0007_add_autocreate_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailredirects', '0008_add_verbose_name_plural', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0002_add_verbose_names', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0003_remove_editors_pick', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0004_querydailyhits_verbose_name_plural', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0005_create_indexentry', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0006_customise_indexentry', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0007_delete_editorspick', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0008_remove_query_and_querydailyhits_models', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0009_remove_ngram_autocomplete', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailsearch', '0010_add_text_fields', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0001_initial', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0002_add_verbose_name_on_userprofile', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0003_add_verbose_names', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0004_capitalizeverbose', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0005_make_related_name_wagtail_specific', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0006_userprofile_prefered_language', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0007_userprofile_current_time_zone', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0008_userprofile_avatar', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0009_userprofile_verbose_name_plural', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0010_userprofile_updated_comments_notifications', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0011_userprofile_dismissibles', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0012_userprofile_theme', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0013_userprofile_density', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0014_userprofile_contrast', strftime('%Y-%m-%d %H:%M:%f', 'now')),
(NULL, 'wagtailusers', '0015_userprofile_keyboard_shortcuts', strftime('%Y-%m-%d %H:%M:%f', 'now'));
INSERT INTO "wagtailcore_collection" VALUES
(1, '0001', 1, 0, 'Root');
INSERT INTO "wagtailcore_groupapprovaltask" VALUES
(1);
INSERT INTO "wagtailcore_groupapprovaltask_groups" VALUES
(1, 1, 1);
INSERT INTO "wagtailcore_groupcollectionpermission" VALUES
(1, 1, 2, 1),
(10, 1, 1, 7),
(11, 1, 2, 9),
(12, 1, 1, 9),
(2, 1, 1, 1),
(3, 1, 2, 2),
(4, 1, 1, 2),
(5, 1, 2, 5),
(6, 1, 1, 5),
(7, 1, 2, 6),
(8, 1, 1, 6),
(9, 1, 2, 7);
INSERT INTO "wagtailcore_grouppagepermission" VALUES
(1, 1, 1, 74),
(2, 1, 1, 75),
(3, 1, 1, 80),
(4, 2, 1, 74),
(5, 2, 1, 75),
(6, 1, 1, 79),
(7, 1, 1, 81);
INSERT INTO "wagtailcore_locale" VALUES
(1, 'vi');
INSERT INTO "wagtailcore_page" VALUES
(1, '0001', 1, 1, 'Root', 'root', 1, 0, '/', '', 0, '', NULL, NULL, 0, 1, NULL, 0, NULL, NULL, NULL, NULL, 'Root', NULL, NULL, 1, lower(hex(randomblob(16))), NULL, NULL),
(2, '00010001', 2, 0, 'Welcome to your new Wagtail site!', 'home', 1, 0, '/home/', '', 0, '', NULL, NULL, 0, 1, NULL, 0, NULL, NULL, NULL, NULL, 'Welcome to your new Wagtail site!', NULL, NULL, 1, lower(hex(randomblob(16))), NULL, NULL);
INSERT INTO "wagtailcore_site" VALUES
(1, 'localhost', 80, 1, 2, '');
INSERT INTO "wagtailcore_task" VALUES
(1, 'Moderators approval', 1, 5);
INSERT INTO "wagtailcore_workflow" VALUES
(1, 'Moderators approval', 1);
INSERT INTO "wagtailcore_workflowpage" VALUES
(1, 1);
INSERT INTO "wagtailcore_workflowtask" VALUES
(1, 0, 1, 1);
DELETE FROM sqlite_sequence;
INSERT INTO "sqlite_sequence" VALUES
('account_emailaddress', 0),
('auth_group', 2),
('auth_group_permissions', 18),
('auth_permission', 596),
('broadcast_cluster', 0),
('broadcast_policyrevision', 0),
('broadcast_rundownday', 0),
('broadcast_stationunit', 0),
('broadcast_tick', 0),
('broadcast_usbstick', 0),
('delivery_placement', 0),
('devices_entry', 0),
('devices_segment', 0),
('django_admin_log', 0),
('django_content_type', 150),
('django_migrations', 284),
('feedback_answer', 0),
('feedback_matter', 0),
('feedback_question', 0),
('feedback_tally', 0),
('feedback_wave', 0),
('mfa_authenticator', 0),
('newsroom_approvallink', 0),
('newsroom_bulletin', 0),
('newsroom_bulletinentry', 0),
('newsroom_claim', 0),
('newsroom_comment', 0),
('newsroom_item', 0),
('newsroom_paperapproval', 0),
('newsroom_review', 0),
('newsroom_seen', 0),
('newsroom_variant', 0),
('people_approverkey', 0),
('people_membership', 0),
('people_organisation', 0),
('people_post', 0),
('people_user', 0),
('plan_drafting_found', 0),
('plan_drafting_plandocument', 0),
('plans_assignment', 0),
('plans_event', 0),
('plans_eventmove', 0),
('plans_pause', 0),
('plans_phase', 0),
('plans_planrevision', 0),
('plans_target', 0),
('plans_topic', 0),
('portal_liveline', 0),
('rehearsal_run', 0),
('taggit_tag', 0),
('taggit_taggeditem', 0),
('wagtailadmin_editingsession', 0),
('wagtailcore_collection', 1),
('wagtailcore_comment', 0),
('wagtailcore_groupapprovaltask_groups', 1),
('wagtailcore_groupcollectionpermission', 12),
('wagtailcore_grouppagepermission', 7),
('wagtailcore_locale', 1),
('wagtailcore_modellogentry', 0),
('wagtailcore_page', 2),
('wagtailcore_pagelogentry', 0),
('wagtailcore_pageviewrestriction', 0),
('wagtailcore_revision', 0),
('wagtailcore_site', 1),
('wagtailcore_task', 1),
('wagtailcore_taskstate', 0),
('wagtailcore_workflow', 1),
('wagtailcore_workflowstate', 0),
('wagtailcore_workflowtask', 1),
('wagtaildocs_document', 0),
('wagtailimages_image', 0),
('wagtailimages_rendition', 0),
('wagtailredirects_redirect', 0),
('wagtailsearch_indexentry', 0),
('wagtailusers_userprofile', 0);
CREATE INDEX "account_emailaddress_email_03be32b2" ON "account_emailaddress" ("email");
CREATE INDEX "account_emailaddress_user_id_2c513194" ON "account_emailaddress" ("user_id");
CREATE UNIQUE INDEX "account_emailaddress_user_id_email_987c8728_uniq" ON "account_emailaddress" ("user_id", "email");
CREATE INDEX "account_emailconfirmation_email_address_id_5b7f8c58" ON "account_emailconfirmation" ("email_address_id");
CREATE INDEX "auth_group_permissions_group_id_b120cbf9" ON "auth_group_permissions" ("group_id");
CREATE UNIQUE INDEX "auth_group_permissions_group_id_permission_id_0cd325b0_uniq" ON "auth_group_permissions" ("group_id", "permission_id");
CREATE INDEX "auth_group_permissions_permission_id_84c5c92e" ON "auth_group_permissions" ("permission_id");
CREATE INDEX "auth_permission_content_type_id_2f476e4b" ON "auth_permission" ("content_type_id");
CREATE UNIQUE INDEX "auth_permission_content_type_id_codename_01ab375a_uniq" ON "auth_permission" ("content_type_id", "codename");
CREATE INDEX "base_content_object_idx" ON "wagtailcore_revision" ("base_content_type_id", "object_id");
CREATE INDEX "broadcast_amendment_message_638ec75d" ON "broadcast_amendment" ("message");
CREATE INDEX "broadcast_amendment_serial_d1ec979a" ON "broadcast_amendment" ("serial");
CREATE INDEX "broadcast_amendment_station_id_3a5acd87" ON "broadcast_amendment" ("station_id");
CREATE INDEX "broadcast_asrun_item_id_ba64058d" ON "broadcast_asrun" ("item_id");
CREATE INDEX "broadcast_asrun_rundown_id_5f26f61b" ON "broadcast_asrun" ("rundown_id");
CREATE INDEX "broadcast_cluster_station_id_9f623ad0" ON "broadcast_cluster" ("station_id");
CREATE INDEX "broadcast_lowering_station_id_701eaf41" ON "broadcast_lowering" ("station_id");
CREATE INDEX "broadcast_policyrevision_station_id_46bb3332" ON "broadcast_policyrevision" ("station_id");
CREATE INDEX "broadcast_rundownday_day_f1fa8b73" ON "broadcast_rundownday" ("day");
CREATE INDEX "broadcast_rundownday_station_id_e149da9f" ON "broadcast_rundownday" ("station_id");
CREATE INDEX "broadcast_station_grid_id_efb8fb58" ON "broadcast_station" ("grid_id");
CREATE INDEX "broadcast_stationunit_station_id_c5012c95" ON "broadcast_stationunit" ("station_id");
CREATE INDEX "broadcast_stationunit_unit_code_6a809463" ON "broadcast_stationunit" ("unit_code");
CREATE INDEX "broadcast_tick_by_id_839bc1a6" ON "broadcast_tick" ("by_id");
CREATE INDEX "broadcast_tick_stick_id_6863ffd0" ON "broadcast_tick" ("stick_id");
CREATE INDEX "broadcast_usbstick_made_by_id_c37cb942" ON "broadcast_usbstick" ("made_by_id");
CREATE INDEX "broadcast_usbstick_station_id_a7f3b8d3" ON "broadcast_usbstick" ("station_id");
CREATE INDEX "content_object_idx" ON "wagtailcore_revision" ("content_type_id", "object_id");
CREATE INDEX "control_calendaraddress_person_id_2ef5a76b" ON "control_calendaraddress" ("person_id");
CREATE INDEX "control_dropped_made_at_16a3d9bd" ON "control_dropped" ("made_at");
CREATE INDEX "control_dropped_owner_id_2a61d476" ON "control_dropped" ("owner_id");
CREATE INDEX "control_reminder_at_aa7e86bd" ON "control_reminder" ("at");
CREATE INDEX "control_reminder_by_id_b866f4aa" ON "control_reminder" ("by_id");
CREATE INDEX "control_taskfile_assignment_id_d8eb96db" ON "control_taskfile" ("assignment_id");
CREATE INDEX "control_taskfile_kept_by_id_dde97194" ON "control_taskfile" ("kept_by_id");
CREATE INDEX "control_tasknote_assignment_id_88e465c2" ON "control_tasknote" ("assignment_id");
CREATE INDEX "control_tasknote_by_id_3be1cda5" ON "control_tasknote" ("by_id");
CREATE INDEX "delivery_announcement_message_id_310906b7" ON "delivery_announcement" ("message_id");
CREATE INDEX "delivery_announcement_person_id_7b4a5edf" ON "delivery_announcement" ("person_id");
CREATE INDEX "delivery_coveragecell_target_id_0b617739" ON "delivery_coveragecell" ("target_id");
CREATE INDEX "delivery_evidence_cell" ON "delivery_evidence" ("target_id", "unit_code", "at");
CREATE INDEX "delivery_evidence_placement_id_a2bdf848" ON "delivery_evidence" ("placement_id");
CREATE INDEX "delivery_evidence_target_id_940c7f3c" ON "delivery_evidence" ("target_id");
CREATE INDEX "delivery_placement_channel_92a94eca" ON "delivery_placement" ("channel");
CREATE INDEX "delivery_placement_message_id_1ff58bad" ON "delivery_placement" ("message_id");
CREATE INDEX "delivery_placement_programme_cad6f69e" ON "delivery_placement" ("programme");
CREATE INDEX "delivery_placement_target_id_16ecf6ce" ON "delivery_placement" ("target_id");
CREATE INDEX "delivery_sealedmessage_folded_14b8b53d" ON "delivery_sealedmessage" ("folded");
CREATE INDEX "delivery_sealedmessage_key_d9ba2592" ON "delivery_sealedmessage" ("key");
CREATE INDEX "delivery_sealedmessage_plan_key_4c1e80eb" ON "delivery_sealedmessage" ("plan_key");
CREATE INDEX "devices_alarm_device_id_14b742ac" ON "devices_alarm" ("device_id");
CREATE UNIQUE INDEX "devices_alarm_open_once" ON "devices_alarm" ("device_id", "kind", "n") WHERE "closed_at" IS NULL;
CREATE INDEX "devices_claimcode_station_d0f75fbf" ON "devices_claimcode" ("station");
CREATE INDEX "devices_claimcode_used_by_id_a6e222dd" ON "devices_claimcode" ("used_by_id");
CREATE INDEX "devices_claimfailure_address_0d77eacc" ON "devices_claimfailure" ("address");
CREATE INDEX "devices_claimfailure_at_b79c31b2" ON "devices_claimfailure" ("at");
CREATE INDEX "devices_device_station_02848d90" ON "devices_device" ("station");
CREATE INDEX "devices_entry_at" ON "devices_entry" ("device_id", "at");
CREATE INDEX "django_admin_log_content_type_id_c4bce8eb" ON "django_admin_log" ("content_type_id");
CREATE INDEX "django_admin_log_user_id_c564eba6" ON "django_admin_log" ("user_id");
CREATE UNIQUE INDEX "django_content_type_app_label_model_76bd3d3b_uniq" ON "django_content_type" ("app_label", "model");
CREATE INDEX "django_session_expire_date_a5c62663" ON "django_session" ("expire_date");
CREATE INDEX "django_task_backend_071754_idx" ON "django_tasks_database_dbtaskresult" ("backend_name");
CREATE INDEX "django_task_queue_n_99c321_idx" ON "django_tasks_database_dbtaskresult" ("queue_name");
CREATE INDEX "feedback_answer_by_id_42f567a4" ON "feedback_answer" ("by_id");
CREATE INDEX "feedback_attempt_at_7272f209" ON "feedback_attempt" ("at");
CREATE INDEX "feedback_attempt_seal" ON "feedback_attempt" ("seal", "asked");
CREATE INDEX "feedback_contact_delete_on_8642e16f" ON "feedback_contact" ("delete_on");
CREATE INDEX "feedback_matter_due_on_f67004e1" ON "feedback_matter" ("due_on");
CREATE INDEX "feedback_matter_entered_by_id_e4605d5a" ON "feedback_matter" ("entered_by_id");
CREATE INDEX "feedback_matter_state_cc9d5f29" ON "feedback_matter" ("state");
CREATE INDEX "feedback_matter_unit_code_ca9bb625" ON "feedback_matter" ("unit_code");
CREATE INDEX "feedback_question_survey_id_690e28ee" ON "feedback_question" ("survey_id");
CREATE INDEX "feedback_recording_question_id_ec80a204" ON "feedback_recording" ("question_id");
CREATE INDEX "feedback_survey_made_by_id_fd11276b" ON "feedback_survey" ("made_by_id");
CREATE INDEX "feedback_survey_organisation_id_a84db977" ON "feedback_survey" ("organisation_id");
CREATE INDEX "feedback_survey_plan_key_99662534" ON "feedback_survey" ("plan_key");
CREATE INDEX "feedback_survey_state_efa7433d" ON "feedback_survey" ("state");
CREATE INDEX "feedback_taken_on_ebdc1f57" ON "feedback_taken" ("on");
CREATE INDEX "feedback_tally_wave_id_ec670892" ON "feedback_tally" ("wave_id");
CREATE INDEX "feedback_wave_closes_2b540255" ON "feedback_wave" ("closes");
CREATE INDEX "feedback_wave_opens_1c85e848" ON "feedback_wave" ("opens");
CREATE INDEX "feedback_wave_survey_id_098f3bed" ON "feedback_wave" ("survey_id");
CREATE INDEX "formstate_user_object" ON "wagtailadmin_formstate" ("user_id", "content_type_id", "object_id", "parent_object_id");
CREATE INDEX "mfa_authenticator_user_id_0c3a50c0" ON "mfa_authenticator" ("user_id");
CREATE INDEX "newsroom_approvallink_bulletin_id_41c5ac5e" ON "newsroom_approvallink" ("bulletin_id");
CREATE INDEX "newsroom_approvallink_maker_id_b3a3deca" ON "newsroom_approvallink" ("maker_id");
CREATE INDEX "newsroom_approvallink_person_id_ecb3a59e" ON "newsroom_approvallink" ("person_id");
CREATE INDEX "newsroom_bulletin_author_id_64c82af1" ON "newsroom_bulletin" ("author_id");
CREATE INDEX "newsroom_bulletin_closing_id_99489f4b" ON "newsroom_bulletin" ("closing_id");
CREATE INDEX "newsroom_bulletin_day_3a883b7a" ON "newsroom_bulletin" ("day");
CREATE INDEX "newsroom_bulletin_ident_id_32fc1ae7" ON "newsroom_bulletin" ("ident_id");
CREATE INDEX "newsroom_bulletin_issuer_id_b59070e2" ON "newsroom_bulletin" ("issuer_id");
CREATE INDEX "newsroom_bulletinentry_bulletin_id_66bfa377" ON "newsroom_bulletinentry" ("bulletin_id");
CREATE INDEX "newsroom_bulletinentry_item_id_f27c3677" ON "newsroom_bulletinentry" ("item_id");
CREATE INDEX "newsroom_claim_reviewer_id_514592d4" ON "newsroom_claim" ("reviewer_id");
CREATE INDEX "newsroom_comment_author_id_63bb6ba6" ON "newsroom_comment" ("author_id");
CREATE INDEX "newsroom_comment_item_id_703c8fcb" ON "newsroom_comment" ("item_id");
CREATE INDEX "newsroom_consent_item_id_500ac7e9" ON "newsroom_consent" ("item_id");
CREATE INDEX "newsroom_consent_kept_by_id_30cd3d87" ON "newsroom_consent" ("kept_by_id");
CREATE INDEX "newsroom_edition_item_id_a43d5af1" ON "newsroom_edition" ("item_id");
CREATE INDEX "newsroom_edition_listened_by_id_314af2f7" ON "newsroom_edition" ("listened_by_id");
CREATE INDEX "newsroom_figure_item_id_c9fadd14" ON "newsroom_figure" ("item_id");
CREATE INDEX "newsroom_item_author_id_2eb13b27" ON "newsroom_item" ("author_id");
CREATE INDEX "newsroom_item_folded_b59cb3b9" ON "newsroom_item" ("folded");
CREATE INDEX "newsroom_item_issuer_id_7ef428ec" ON "newsroom_item" ("issuer_id");
CREATE INDEX "newsroom_item_phase_id_87e89b79" ON "newsroom_item" ("phase_id");
CREATE INDEX "newsroom_item_state_8538eebc" ON "newsroom_item" ("state");
CREATE INDEX "newsroom_item_topic_id_e93631f2" ON "newsroom_item" ("topic_id");
CREATE UNIQUE INDEX "newsroom_one_approval_a_key" ON "newsroom_review" ("message", "key_id") WHERE ("decision" = 'approve' AND "undone_at" IS NULL);
CREATE INDEX "newsroom_paperapproval_item_id_d25e364a" ON "newsroom_paperapproval" ("item_id");
CREATE INDEX "newsroom_paperapproval_recorded_by_id_48d9f4c4" ON "newsroom_paperapproval" ("recorded_by_id");
CREATE INDEX "newsroom_retraction_item_id_e97a5d55" ON "newsroom_retraction" ("item_id");
CREATE INDEX "newsroom_review_item_id_b1516c26" ON "newsroom_review" ("item_id");
CREATE INDEX "newsroom_review_reviewer_id_c6f2f0a3" ON "newsroom_review" ("reviewer_id");
CREATE INDEX "newsroom_royaltyrate_organisation_id_3fe540c3" ON "newsroom_royaltyrate" ("organisation_id");
CREATE INDEX "newsroom_seen_item_id_8989669d" ON "newsroom_seen" ("item_id");
CREATE INDEX "newsroom_seen_person_id_411870d2" ON "newsroom_seen" ("person_id");
CREATE INDEX "newsroom_share_message_id_adb842a1" ON "newsroom_share" ("message_id");
CREATE INDEX "newsroom_share_person_id_bec7535c" ON "newsroom_share" ("person_id");
CREATE INDEX "newsroom_variant_item_id_e7f687c1" ON "newsroom_variant" ("item_id");
CREATE INDEX "newsroom_variant_listened_by_id_6de105e4" ON "newsroom_variant" ("listened_by_id");
CREATE INDEX "people_approverkey_key_id_9f382cc2" ON "people_approverkey" ("key_id");
CREATE INDEX "people_approverkey_organisation_id_316c13e1" ON "people_approverkey" ("organisation_id");
CREATE INDEX "people_approverkey_user_id_9876fd54" ON "people_approverkey" ("user_id");
CREATE INDEX "people_decision_reference_2c97f909" ON "people_decision" ("reference");
CREATE INDEX "people_deputy_deputy_id_1ea75d37" ON "people_deputy" ("deputy_id");
CREATE INDEX "people_deputy_organisation_id_b5d8b08a" ON "people_deputy" ("organisation_id");
CREATE INDEX "people_deputy_principal_id_aeb41364" ON "people_deputy" ("principal_id");
CREATE INDEX "people_membership_organisation_id_a6c82864" ON "people_membership" ("organisation_id");
CREATE INDEX "people_membership_user_id_35baff26" ON "people_membership" ("user_id");
CREATE INDEX "people_organisation_folded_8d07230f" ON "people_organisation" ("folded");
CREATE INDEX "people_organisation_parent_id_99463b78" ON "people_organisation" ("parent_id");
CREATE INDEX "people_organisation_unit_code_9693258b" ON "people_organisation" ("unit_code");
CREATE INDEX "people_post_organisation_id_402abee6" ON "people_post" ("organisation_id");
CREATE INDEX "people_post_user_id_3e0b1f83" ON "people_post" ("user_id");
CREATE INDEX "people_user_groups_group_id_1f0237d0" ON "people_user_groups" ("group_id");
CREATE INDEX "people_user_groups_user_id_290df956" ON "people_user_groups" ("user_id");
CREATE UNIQUE INDEX "people_user_groups_user_id_group_id_60378d34_uniq" ON "people_user_groups" ("user_id", "group_id");
CREATE INDEX "people_user_user_permissions_permission_id_55f01ef0" ON "people_user_user_permissions" ("permission_id");
CREATE INDEX "people_user_user_permissions_user_id_7d19557b" ON "people_user_user_permissions" ("user_id");
CREATE UNIQUE INDEX "people_user_user_permissions_user_id_permission_id_a7ac6748_uniq" ON "people_user_user_permissions" ("user_id", "permission_id");
CREATE INDEX "places_adminunit_folded_0f10ad33" ON "places_adminunit" ("folded");
CREATE INDEX "places_adminunit_parent_code_ff2b827a" ON "places_adminunit" ("parent_code");
CREATE INDEX "places_site_folded_bf24686c" ON "places_site" ("folded");
CREATE INDEX "places_site_unit_code_3e154c22" ON "places_site" ("unit_code");
CREATE INDEX "places_succession_predecessor_id_182cacc4" ON "places_succession" ("predecessor_id");
CREATE INDEX "places_succession_successor_id_0c76eb9a" ON "places_succession" ("successor_id");
CREATE INDEX "plan_drafting_found_document_id_0dbabb29" ON "plan_drafting_found" ("document_id");
CREATE INDEX "plan_drafting_plandocument_office_id_5c0d7aaf" ON "plan_drafting_plandocument" ("office_id");
CREATE INDEX "plan_drafting_plandocument_plan_id_96f1ac30" ON "plan_drafting_plandocument" ("plan_id");
CREATE INDEX "plan_drafting_plandocument_taken_by_id_53c25386" ON "plan_drafting_plandocument" ("taken_by_id");
CREATE INDEX "plans_assignment_organisation_key_01d01b93" ON "plans_assignment" ("organisation_key");
CREATE INDEX "plans_assignment_plan_id_be4979f9" ON "plans_assignment" ("plan_id");
CREATE INDEX "plans_event_plan_id_6d82ac61" ON "plans_event" ("plan_id");
CREATE INDEX "plans_eventmove_event_id_4ed026d4" ON "plans_eventmove" ("event_id");
CREATE UNIQUE INDEX "plans_number_once_per_issuer" ON "plans_plan" ("issuer_key", "number") WHERE NOT ("number" = '');
CREATE INDEX "plans_pause_plan_id_a017874b" ON "plans_pause" ("plan_id");
CREATE INDEX "plans_phase_event_id_2eed23c6" ON "plans_phase" ("event_id");
CREATE INDEX "plans_phase_parent_id_c481ba39" ON "plans_phase" ("parent_id");
CREATE INDEX "plans_phase_plan_id_5defdb06" ON "plans_phase" ("plan_id");
CREATE INDEX "plans_plan_issuer_key_c81fd60d" ON "plans_plan" ("issuer_key");
CREATE INDEX "plans_planrevision_plan_id_5d3f7885" ON "plans_planrevision" ("plan_id");
CREATE INDEX "plans_target_channel_0fa1e8eb" ON "plans_target" ("channel");
CREATE INDEX "plans_target_phase_id_4fc3bd47" ON "plans_target" ("phase_id");
CREATE INDEX "plans_target_plan_id_a89da703" ON "plans_target" ("plan_id");
CREATE INDEX "plans_target_topic_id_2d055465" ON "plans_target" ("topic_id");
CREATE INDEX "plans_topic_parent_id_318cf00a" ON "plans_topic" ("parent_id");
CREATE INDEX "plans_topic_plan_id_f6630a82" ON "plans_topic" ("plan_id");
CREATE INDEX "portal_agendaline_notes_id_196e4340" ON "portal_agendaline" ("notes_id");
CREATE INDEX "portal_article_newest" ON "portal_articlepage" ("site_key", "shows_from" DESC);
CREATE INDEX "portal_article_subject" ON "portal_articlepage" ("site_key", "subject_slug");
CREATE INDEX "portal_articlepage_digest_f3edc0ac" ON "portal_articlepage" ("digest");
CREATE INDEX "portal_articlepage_key_385767f8" ON "portal_articlepage" ("key");
CREATE INDEX "portal_articlepage_site_key_10285678" ON "portal_articlepage" ("site_key");
CREATE INDEX "portal_articlepage_subject_slug_74fa9fe8" ON "portal_articlepage" ("subject_slug");
CREATE INDEX "portal_articlepicture_article_id_07ffb267" ON "portal_articlepicture" ("article_id");
CREATE INDEX "portal_articlepicture_image_id_71094edc" ON "portal_articlepicture" ("image_id");
CREATE INDEX "portal_eventnotes_event_key_21811139" ON "portal_eventnotes" ("event_key");
CREATE INDEX "portal_eventnotes_plan_key_50bf957e" ON "portal_eventnotes" ("plan_key");
CREATE INDEX "portal_eventpaper_document_id_3e0ee081" ON "portal_eventpaper" ("document_id");
CREATE INDEX "portal_eventpaper_notes_id_2f5347a1" ON "portal_eventpaper" ("notes_id");
CREATE INDEX "portal_eventresult_event_key_4aeaefa3" ON "portal_eventresult" ("event_key");
CREATE INDEX "portal_eventresult_plan_key_405539b2" ON "portal_eventresult" ("plan_key");
CREATE INDEX "portal_liveline_by_id_c5e51fb1" ON "portal_liveline" ("by_id");
CREATE INDEX "portal_liveline_log_id_9ef21b24" ON "portal_liveline" ("log_id");
CREATE INDEX "portal_livelog_event_key_d74678e3" ON "portal_livelog" ("event_key");
CREATE INDEX "portal_livelog_plan_key_6f21485c" ON "portal_livelog" ("plan_key");
CREATE INDEX "portal_results_of" ON "portal_eventresult" ("event_key", "plan_key");
CREATE INDEX "portal_showing_digest_d9765ca7" ON "portal_showing" ("digest");
CREATE INDEX "portal_showing_site_key_a13ddea0" ON "portal_showing" ("site_key");
CREATE INDEX "portal_siteunit_unit_code_f446798a" ON "portal_siteunit" ("unit_code");
CREATE INDEX "portal_unitstate_notes_id_57ae1a19" ON "portal_unitstate" ("notes_id");
CREATE INDEX "referenceindex_source_object" ON "wagtailcore_referenceindex" ("base_content_type_id", "object_id");
CREATE INDEX "referenceindex_target_object" ON "wagtailcore_referenceindex" ("to_content_type_id", "to_object_id");
CREATE INDEX "rehearsal_run_plan_key_a3692463" ON "rehearsal_run" ("plan_key");
CREATE INDEX "reports_keptreport_due_on_88099dfa" ON "reports_keptreport" ("due_on");
CREATE INDEX "reports_keptreport_frozen_by_id_43ddb7c8" ON "reports_keptreport" ("frozen_by_id");
CREATE INDEX "reports_keptreport_organisation_key_e0e85e2e" ON "reports_keptreport" ("organisation_key");
CREATE INDEX "reports_keptreport_plan_key_04bd46b5" ON "reports_keptreport" ("plan_key");
CREATE INDEX "reports_keptreport_unit_code_d065116d" ON "reports_keptreport" ("unit_code");
CREATE INDEX "reports_officetemplate_kept_by_id_ef4a1495" ON "reports_officetemplate" ("kept_by_id");
CREATE INDEX "reports_officetemplate_organisation_id_482edf35" ON "reports_officetemplate" ("organisation_id");
CREATE UNIQUE INDEX "reports_one_draft" ON "reports_keptreport" ("kind", "plan_key", "phase_key", "unit_code", "organisation_key", "starts", "until", "cut_on", "simulated") WHERE "frozen_at" IS NULL;
CREATE INDEX "reports_publication_published_by_id_09a6ea08" ON "reports_publication" ("published_by_id");
CREATE UNIQUE INDEX "reports_statement_once" ON "reports_statement" ("unit_code", "starts", "until", "plan_key", "target_key", "channel", "measure") WHERE "ended_at" IS NULL;
CREATE INDEX "reports_statement_said_by_id_b6a058e0" ON "reports_statement" ("said_by_id");
CREATE INDEX "reports_statement_until" ON "reports_statement" ("until", "unit_code");
CREATE INDEX "search_found_hidden_at_85622cc5" ON "search_found" ("hidden_at");
CREATE INDEX "search_seenword_folded_74ad651b" ON "search_seenword" ("folded");
CREATE INDEX "search_unlearned" ON "search_found" ("number") WHERE NOT "learned";
CREATE INDEX "taggit_tagg_content_8fc721_idx" ON "taggit_taggeditem" ("content_type_id", "object_id");
CREATE INDEX "taggit_taggeditem_content_type_id_9957a03c" ON "taggit_taggeditem" ("content_type_id");
CREATE INDEX "taggit_taggeditem_object_id_e2d7d1df" ON "taggit_taggeditem" ("object_id");
CREATE INDEX "taggit_taggeditem_tag_id_f4f5b767" ON "taggit_taggeditem" ("tag_id");
CREATE INDEX "tasks_db_new_ordering_idx" ON "django_tasks_database_dbtaskresult" ("status", "priority" DESC, "run_after" ASC, "enqueued_at" ASC) WHERE "status" = 'READY';
CREATE UNIQUE INDEX "unique_authenticator_type" ON "mfa_authenticator" ("user_id", "type") WHERE "type" IN ('totp', 'recovery_codes');
CREATE UNIQUE INDEX "unique_in_progress_workflow" ON "wagtailcore_workflowstate" ("base_content_type_id", "object_id") WHERE "status" IN ('in_progress', 'needs_changes');
CREATE UNIQUE INDEX "unique_primary_email" ON "account_emailaddress" ("user_id", "primary") WHERE "primary";
CREATE UNIQUE INDEX "unique_verified_email" ON "account_emailaddress" ("email") WHERE "verified";
CREATE INDEX "wagtailadmi_content_717955_idx" ON "wagtailadmin_editingsession" ("content_type_id", "object_id");
CREATE INDEX "wagtailadmin_editingsession_content_type_id_4df7730e" ON "wagtailadmin_editingsession" ("content_type_id");
CREATE INDEX "wagtailadmin_editingsession_user_id_6e1a9b70" ON "wagtailadmin_editingsession" ("user_id");
CREATE INDEX "wagtailadmin_formstate_content_type_id_e32438b3" ON "wagtailadmin_formstate" ("content_type_id");
CREATE INDEX "wagtailadmin_formstate_user_id_b910adc2" ON "wagtailadmin_formstate" ("user_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_collection_id_761908ec" ON "wagtailcore_collectionviewrestriction" ("collection_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_groups_collectionviewrestriction_id_47320efd" ON "wagtailcore_collectionviewrestriction_groups" ("collectionviewrestriction_id");
CREATE UNIQUE INDEX "wagtailcore_collectionviewrestriction_groups_collectionviewrestriction_id_group_id_988995ae_uniq" ON "wagtailcore_collectionviewrestriction_groups" ("collectionviewrestriction_id", "group_id");
CREATE INDEX "wagtailcore_collectionviewrestriction_groups_group_id_1823f2a3" ON "wagtailcore_collectionviewrestriction_groups" ("group_id");
CREATE INDEX "wagtailcore_comment_page_id_108444b5" ON "wagtailcore_comment" ("page_id");
CREATE INDEX "wagtailcore_comment_resolved_by_id_a282aa0e" ON "wagtailcore_comment" ("resolved_by_id");
CREATE INDEX "wagtailcore_comment_revision_created_id_1d058279" ON "wagtailcore_comment" ("revision_created_id");
CREATE INDEX "wagtailcore_comment_user_id_0c577ca6" ON "wagtailcore_comment" ("user_id");
CREATE INDEX "wagtailcore_commentreply_comment_id_afc7e027" ON "wagtailcore_commentreply" ("comment_id");
CREATE INDEX "wagtailcore_commentreply_user_id_d0b3b9c3" ON "wagtailcore_commentreply" ("user_id");
CREATE INDEX "wagtailcore_groupapprovaltask_groups_group_id_2e64b61f" ON "wagtailcore_groupapprovaltask_groups" ("group_id");
CREATE INDEX "wagtailcore_groupapprovaltask_groups_groupapprovaltask_id_9a9255ea" ON "wagtailcore_groupapprovaltask_groups" ("groupapprovaltask_id");
CREATE UNIQUE INDEX "wagtailcore_groupapprovaltask_groups_groupapprovaltask_id_group_id_bb5ee7eb_uniq" ON "wagtailcore_groupapprovaltask_groups" ("groupapprovaltask_id", "group_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_collection_id_5423575a" ON "wagtailcore_groupcollectionpermission" ("collection_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_group_id_05d61460" ON "wagtailcore_groupcollectionpermission" ("group_id");
CREATE UNIQUE INDEX "wagtailcore_groupcollectionpermission_group_id_collection_id_permission_id_a21cefe9_uniq" ON "wagtailcore_groupcollectionpermission" ("group_id", "collection_id", "permission_id");
CREATE INDEX "wagtailcore_groupcollectionpermission_permission_id_1b626275" ON "wagtailcore_groupcollectionpermission" ("permission_id");
CREATE INDEX "wagtailcore_grouppagepermission_group_id_fc07e671" ON "wagtailcore_grouppagepermission" ("group_id");
CREATE INDEX "wagtailcore_grouppagepermission_page_id_710b114a" ON "wagtailcore_grouppagepermission" ("page_id");
CREATE INDEX "wagtailcore_grouppagepermission_permission_id_05acb22e" ON "wagtailcore_grouppagepermission" ("permission_id");
CREATE INDEX "wagtailcore_groupsitepermission_group_id_e5cdbee4" ON "wagtailcore_groupsitepermission" ("group_id");
CREATE UNIQUE INDEX "wagtailcore_groupsitepermission_group_id_site_id_permission_id_a58ee30d_uniq" ON "wagtailcore_groupsitepermission" ("group_id", "site_id", "permission_id");
CREATE INDEX "wagtailcore_groupsitepermission_permission_id_459b1f38" ON "wagtailcore_groupsitepermission" ("permission_id");
CREATE INDEX "wagtailcore_groupsitepermission_site_id_245de488" ON "wagtailcore_groupsitepermission" ("site_id");
CREATE INDEX "wagtailcore_modellogentry_action_d2d856ee" ON "wagtailcore_modellogentry" ("action");
CREATE INDEX "wagtailcore_modellogentry_content_changed_8bc39742" ON "wagtailcore_modellogentry" ("content_changed");
CREATE INDEX "wagtailcore_modellogentry_content_type_id_68849e77" ON "wagtailcore_modellogentry" ("content_type_id");
CREATE INDEX "wagtailcore_modellogentry_object_id_e0e7d4ef" ON "wagtailcore_modellogentry" ("object_id");
CREATE INDEX "wagtailcore_modellogentry_revision_id_df6ca33a" ON "wagtailcore_modellogentry" ("revision_id");
CREATE INDEX "wagtailcore_modellogentry_timestamp_9694521b" ON "wagtailcore_modellogentry" ("timestamp");
CREATE INDEX "wagtailcore_modellogentry_user_id_0278d1bf" ON "wagtailcore_modellogentry" ("user_id");
CREATE INDEX "wagtailcore_page_alias_of_id_12945502" ON "wagtailcore_page" ("alias_of_id");
CREATE INDEX "wagtailcore_page_content_type_id_c28424df" ON "wagtailcore_page" ("content_type_id");
CREATE INDEX "wagtailcore_page_first_published_at_2b5dd637" ON "wagtailcore_page" ("first_published_at");
CREATE INDEX "wagtailcore_page_latest_revision_id_e60fef51" ON "wagtailcore_page" ("latest_revision_id");
CREATE INDEX "wagtailcore_page_live_revision_id_930bd822" ON "wagtailcore_page" ("live_revision_id");
CREATE INDEX "wagtailcore_page_locale_id_3c7e30a6" ON "wagtailcore_page" ("locale_id");
CREATE INDEX "wagtailcore_page_locked_by_id_bcb86245" ON "wagtailcore_page" ("locked_by_id");
CREATE INDEX "wagtailcore_page_owner_id_fbf7c332" ON "wagtailcore_page" ("owner_id");
CREATE INDEX "wagtailcore_page_slug_e7c11b8f" ON "wagtailcore_page" ("slug");
CREATE UNIQUE INDEX "wagtailcore_page_translation_key_locale_id_9b041bad_uniq" ON "wagtailcore_page" ("translation_key", "locale_id");
CREATE INDEX "wagtailcore_pagelogentry_action_c2408198" ON "wagtailcore_pagelogentry" ("action");
CREATE INDEX "wagtailcore_pagelogentry_content_changed_99f27ade" ON "wagtailcore_pagelogentry" ("content_changed");
CREATE INDEX "wagtailcore_pagelogentry_content_type_id_74e7708a" ON "wagtailcore_pagelogentry" ("content_type_id");
CREATE INDEX "wagtailcore_pagelogentry_page_id_8464e327" ON "wagtailcore_pagelogentry" ("page_id");
CREATE INDEX "wagtailcore_pagelogentry_revision_id_8043d103" ON "wagtailcore_pagelogentry" ("revision_id");
CREATE INDEX "wagtailcore_pagelogentry_timestamp_deb774c4" ON "wagtailcore_pagelogentry" ("timestamp");
CREATE INDEX "wagtailcore_pagelogentry_user_id_604ccfd8" ON "wagtailcore_pagelogentry" ("user_id");
CREATE INDEX "wagtailcore_pagesubscription_page_id_a085e7a6" ON "wagtailcore_pagesubscription" ("page_id");
CREATE UNIQUE INDEX "wagtailcore_pagesubscription_page_id_user_id_0cef73ed_uniq" ON "wagtailcore_pagesubscription" ("page_id", "user_id");
CREATE INDEX "wagtailcore_pagesubscription_user_id_89d7def9" ON "wagtailcore_pagesubscription" ("user_id");
CREATE INDEX "wagtailcore_pageviewrestriction_groups_group_id_6460f223" ON "wagtailcore_pageviewrestriction_groups" ("group_id");
CREATE INDEX "wagtailcore_pageviewrestriction_groups_pageviewrestriction_id_f147a99a" ON "wagtailcore_pageviewrestriction_groups" ("pageviewrestriction_id");
CREATE UNIQUE INDEX "wagtailcore_pageviewrestriction_groups_pageviewrestriction_id_group_id_d23f80bb_uniq" ON "wagtailcore_pageviewrestriction_groups" ("pageviewrestriction_id", "group_id");
CREATE INDEX "wagtailcore_pageviewrestriction_page_id_15a8bea6" ON "wagtailcore_pageviewrestriction" ("page_id");
CREATE INDEX "wagtailcore_referenceindex_base_content_type_id_313cf40f" ON "wagtailcore_referenceindex" ("base_content_type_id");
CREATE UNIQUE INDEX "wagtailcore_referenceindex_base_content_type_id_object_id_to_content_type_id_to_object_id_content_path_hash_9e6ccd6a_uniq" ON "wagtailcore_referenceindex" ("base_content_type_id", "object_id", "to_content_type_id", "to_object_id", "content_path_hash");
CREATE INDEX "wagtailcore_referenceindex_content_type_id_766e0336" ON "wagtailcore_referenceindex" ("content_type_id");
CREATE INDEX "wagtailcore_referenceindex_to_content_type_id_93690bbd" ON "wagtailcore_referenceindex" ("to_content_type_id");
CREATE INDEX "wagtailcore_revision_approved_go_live_at_88d3dee5" ON "wagtailcore_revision" ("approved_go_live_at");
CREATE INDEX "wagtailcore_revision_base_content_type_id_5b4ef7bd" ON "wagtailcore_revision" ("base_content_type_id");
CREATE INDEX "wagtailcore_revision_content_type_id_c8cb69c0" ON "wagtailcore_revision" ("content_type_id");
CREATE INDEX "wagtailcore_revision_created_at_81450aa6" ON "wagtailcore_revision" ("created_at");
CREATE INDEX "wagtailcore_revision_user_id_03df83b0" ON "wagtailcore_revision" ("user_id");
CREATE INDEX "wagtailcore_site_hostname_96b20b46" ON "wagtailcore_site" ("hostname");
CREATE UNIQUE INDEX "wagtailcore_site_hostname_port_2c626d70_uniq" ON "wagtailcore_site" ("hostname", "port");
CREATE INDEX "wagtailcore_site_root_page_id_e02fb95c" ON "wagtailcore_site" ("root_page_id");
CREATE INDEX "wagtailcore_task_content_type_id_249ab8ba" ON "wagtailcore_task" ("content_type_id");
CREATE INDEX "wagtailcore_taskstate_content_type_id_0a758fdc" ON "wagtailcore_taskstate" ("content_type_id");
CREATE INDEX "wagtailcore_taskstate_finished_by_id_13f98229" ON "wagtailcore_taskstate" ("finished_by_id");
CREATE INDEX "wagtailcore_taskstate_revision_id_df25a499" ON "wagtailcore_taskstate" ("revision_id");
CREATE INDEX "wagtailcore_taskstate_task_id_c3677c34" ON "wagtailcore_taskstate" ("task_id");
CREATE INDEX "wagtailcore_taskstate_workflow_state_id_9239a775" ON "wagtailcore_taskstate" ("workflow_state_id");
CREATE INDEX "wagtailcore_uploadedfile_for_content_type_id_b0fc87b2" ON "wagtailcore_uploadedfile" ("for_content_type_id");
CREATE INDEX "wagtailcore_uploadedfile_uploaded_by_user_id_c7580fe8" ON "wagtailcore_uploadedfile" ("uploaded_by_user_id");
CREATE INDEX "wagtailcore_uuid_06a44d_idx" ON "wagtailcore_pagelogentry" ("uuid", "action", "timestamp" DESC);
CREATE INDEX "wagtailcore_uuid_d6363b_idx" ON "wagtailcore_modellogentry" ("uuid", "action", "timestamp" DESC);
CREATE INDEX "wagtailcore_workflowcontenttype_workflow_id_9aad7cd2" ON "wagtailcore_workflowcontenttype" ("workflow_id");
CREATE INDEX "wagtailcore_workflowpage_workflow_id_56f56ff6" ON "wagtailcore_workflowpage" ("workflow_id");
CREATE INDEX "wagtailcore_workflowstate_base_content_type_id_a30dc576" ON "wagtailcore_workflowstate" ("base_content_type_id");
CREATE INDEX "wagtailcore_workflowstate_content_type_id_2bb78ce1" ON "wagtailcore_workflowstate" ("content_type_id");
CREATE INDEX "wagtailcore_workflowstate_requested_by_id_4090bca3" ON "wagtailcore_workflowstate" ("requested_by_id");
CREATE INDEX "wagtailcore_workflowstate_workflow_id_1f18378f" ON "wagtailcore_workflowstate" ("workflow_id");
CREATE INDEX "wagtailcore_workflowtask_task_id_ce7716fe" ON "wagtailcore_workflowtask" ("task_id");
CREATE INDEX "wagtailcore_workflowtask_workflow_id_b9717175" ON "wagtailcore_workflowtask" ("workflow_id");
CREATE UNIQUE INDEX "wagtailcore_workflowtask_workflow_id_task_id_4ec7a62b_uniq" ON "wagtailcore_workflowtask" ("workflow_id", "task_id");
CREATE INDEX "wagtaildocs_document_collection_id_23881625" ON "wagtaildocs_document" ("collection_id");
CREATE INDEX "wagtaildocs_document_uploaded_by_user_id_17258b41" ON "wagtaildocs_document" ("uploaded_by_user_id");
CREATE INDEX "wagtailimages_image_collection_id_c2f8af7e" ON "wagtailimages_image" ("collection_id");
CREATE INDEX "wagtailimages_image_created_at_86fa6cd4" ON "wagtailimages_image" ("created_at");
CREATE INDEX "wagtailimages_image_file_hash_fb5bbb23" ON "wagtailimages_image" ("file_hash");
CREATE INDEX "wagtailimages_image_uploaded_by_user_id_5d73dc75" ON "wagtailimages_image" ("uploaded_by_user_id");
CREATE INDEX "wagtailimages_rendition_filter_spec_1cba3201" ON "wagtailimages_rendition" ("filter_spec");
CREATE INDEX "wagtailimages_rendition_image_id_3e1fd774" ON "wagtailimages_rendition" ("image_id");
CREATE UNIQUE INDEX "wagtailimages_rendition_image_id_filter_spec_focal_point_key_323c8fe0_uniq" ON "wagtailimages_rendition" ("image_id", "filter_spec", "focal_point_key");
CREATE INDEX "wagtailredirects_redirect_old_path_bb35247b" ON "wagtailredirects_redirect" ("old_path");
CREATE UNIQUE INDEX "wagtailredirects_redirect_old_path_site_id_783622d7_uniq" ON "wagtailredirects_redirect" ("old_path", "site_id");
CREATE INDEX "wagtailredirects_redirect_redirect_page_id_b5728a8f" ON "wagtailredirects_redirect" ("redirect_page_id");
CREATE INDEX "wagtailredirects_redirect_site_id_780a0e1e" ON "wagtailredirects_redirect" ("site_id");
CREATE INDEX "wagtailsearch_indexentry_content_type_id_62ed694f" ON "wagtailsearch_indexentry" ("content_type_id");
CREATE UNIQUE INDEX "wagtailsearch_indexentry_content_type_id_object_id_bcd7ba73_uniq" ON "wagtailsearch_indexentry" ("content_type_id", "object_id");
CREATE INDEX "workflowstate_base_ct_id_idx" ON "wagtailcore_workflowstate" ("base_content_type_id", "object_id");
CREATE INDEX "workflowstate_ct_id_idx" ON "wagtailcore_workflowstate" ("content_type_id", "object_id");
CREATE TRIGGER delete_wagtailsearch_indexentry_fts AFTER DELETE ON wagtailsearch_indexentry BEGIN DELETE FROM wagtailsearch_indexentry_fts WHERE rowid=OLD.id; END;
CREATE TRIGGER insert_wagtailsearch_indexentry_fts AFTER INSERT ON wagtailsearch_indexentry BEGIN INSERT INTO wagtailsearch_indexentry_fts(title, body, autocomplete, rowid) VALUES (NEW.title, NEW.body, NEW.autocomplete, NEW.id); END;
CREATE TRIGGER update_wagtailsearch_indexentry_fts AFTER UPDATE ON wagtailsearch_indexentry BEGIN UPDATE wagtailsearch_indexentry_fts SET title=NEW.title, body=NEW.body, autocomplete=NEW.autocomplete WHERE rowid=NEW.id; END;
