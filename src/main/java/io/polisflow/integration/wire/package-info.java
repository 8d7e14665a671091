/** How every adapter goes over the wire: connections, faults, time-outs, repeats, what is kept and measured, webhooks. */
package io.polisflow.integration.wire;
