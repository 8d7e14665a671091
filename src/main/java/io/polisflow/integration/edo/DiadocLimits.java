package io.polisflow.integration.edo;

import java.time.Duration;

/**
 * What of Diadoc's contract nobody here could confirm against the service itself; check each before going live.
 *
 * <p>The public description is not at one with itself over the shelf: one edition allows fragments of 512 KB, a later one
 * of 3 MB, so the smaller is used. The older {@code ShelfUpload} by {@code nameOnShelf} was announced to end in
 * September 2026 and is not used.
 */
final class DiadocLimits {

    /** Check: the largest fragment of {@code ShelfUploadPartInit} and {@code ShelfUploadPart}, in bytes. */
    static final int SHELF_PART = 512 * 1024;

    /** Check: the largest file on the shelf, in bytes. */
    static final long LARGEST_ON_SHELF = 400L * 1024 * 1024;

    /** A document above this many bytes goes over the shelf; base64 within a message makes it a third larger. */
    static final int LARGEST_INLINE = SHELF_PART;

    /** Check: the operator's time and ours may differ by this much when it judges how long a token lives. */
    static final Duration TOKEN_LEEWAY = Duration.ofSeconds(60);

    private DiadocLimits() {}
}
