/** What supervisors do to many tasks at once: chosen, confirmed, done in the background, reported on. */
package io.polisflow.process.sla.bulk;
