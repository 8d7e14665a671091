package planted.crmhttp.crm.deal;

import org.springframework.web.client.RestClient;

/** A breach planted for ArchitectureTest. */
class Deals {
    RestClient client;
}
