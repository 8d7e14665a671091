package io.polisflow.web;

import java.util.function.Function;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/** Cuts every list of the workspace into pages of one size; a page beyond the last one is the last one. */
public final class PageSize {

    private static final int ROWS = 25;
    private static final int LAST_ADDRESSABLE = Integer.MAX_VALUE / ROWS - 1;

    private PageSize() {}

    /** @param page as people count, from 1; whatever stands in the address */
    public static <T> Page<T> read(int page, Function<Pageable, Page<T>> source) {
        int asked = Math.min(Math.max(page, 1) - 1, LAST_ADDRESSABLE);
        Page<T> found = source.apply(PageRequest.of(asked, ROWS));
        return found.isEmpty() && found.getTotalPages() > 0
                ? source.apply(PageRequest.of(found.getTotalPages() - 1, ROWS))
                : found;
    }
}
