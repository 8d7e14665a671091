package io.polisflow.web;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import org.springframework.context.annotation.Configuration;

/** Heads the OpenAPI description with what holds for every address of ours. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Polisflow",
                        version = "1",
                        description = "Corporate insurance sales: deals, proposals and their approval, kept files, and"
                                + " what outside systems send in. Addresses under /api are for signed-on users of the"
                                + " groups sales, underwriters, lawyers, heads and supervisors (401 and 403 otherwise),"
                                + " those under /api/models for analysts and administrators;"
                                + " errors are problem details (RFC 9457) in Russian."))
@SecurityScheme(name = "basic", type = SecuritySchemeType.HTTP, scheme = "basic")
class ApiDescription {}
