package io.polisflow.web;

import java.util.List;

/**
 * An answer of the knowledge base with what is known of its use.
 *
 * @param category code, null for an answer to anything
 * @param product code, null for all products
 * @param shown how often it was shown, one person and deal once
 * @param judged how many of them said whether it helped
 * @param helpedPercent of those who judged, null while nobody has
 * @param updatedAt e.g. 31.12.2026 15:00
 */
public record ArticleView(
        long id,
        String title,
        String body,
        List<String> tags,
        String category,
        String categoryLabel,
        String product,
        String productLabel,
        boolean offered,
        long shown,
        long judged,
        long helped,
        Integer helpedPercent,
        String author,
        String updatedAt,
        int version) {}
