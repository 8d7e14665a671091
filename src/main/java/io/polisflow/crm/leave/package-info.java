/** Who is away, and who does their work meanwhile. */
package io.polisflow.crm.leave;
