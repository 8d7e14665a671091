/** The funnel: deals on a board and in a list, and where they may be moved. */
package io.polisflow.web.funnel;
