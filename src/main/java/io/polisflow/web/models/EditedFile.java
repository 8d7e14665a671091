package io.polisflow.web.models;

/**
 * A file of a draft that is being changed on a page.
 *
 * @param version of the draft that the author has before their eyes
 * @param basis the fingerprint of the content that is being changed
 * @param title in words
 * @param kept whether the draft already has a file of its own under the path
 */
public record EditedFile(
        long draft, String draftTitle, int version, String basis, String path, String title, boolean kept) {}
