/** Letters that people write to a client about a deal: how they begin, what they may hold, where they go. */
package io.polisflow.crm.correspondence;
