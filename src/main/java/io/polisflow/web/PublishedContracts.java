package io.polisflow.web;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the OpenAPI files that the makers of outside systems implement for us. */
@RestController
class PublishedContracts {

    @GetMapping(path = "/openapi/underwriting.yaml")
    ResponseEntity<Resource> underwriting() {
        return yaml("openapi/underwriting.yaml");
    }

    @GetMapping(path = "/openapi/policy-administration.yaml")
    ResponseEntity<Resource> policyAdministration() {
        return yaml("openapi/policy-administration.yaml");
    }

    private static ResponseEntity<Resource> yaml(String file) {
        return ResponseEntity.ok()
                .header("Content-Type", "application/yaml;charset=UTF-8")
                .body(new ClassPathResource(file));
    }
}
