package io.polisflow.crm.access;

import java.util.Set;

/**
 * Somebody who works here, by what the rule of sight asks about them.
 *
 * @param groups ids of groups, like {@code sales}
 */
public record Person(String login, Set<String> groups) {}
