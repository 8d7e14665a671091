/** Who may do what: one sign-on for every page and API, groups, grants, and the guard over tasks. */
package io.polisflow.security;
