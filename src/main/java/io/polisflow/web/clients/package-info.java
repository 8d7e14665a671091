/** The register of clients: finding, exporting, importing and merging them. */
package io.polisflow.web.clients;
