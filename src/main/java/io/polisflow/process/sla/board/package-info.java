/** What supervisors read of deadlines: how many stand how, which they are, how it went, and what will become of them. */
package io.polisflow.process.sla.board;
