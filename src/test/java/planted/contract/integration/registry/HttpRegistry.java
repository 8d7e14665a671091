package planted.contract.integration.registry;

import planted.contract.crm.client.Registry;

/** The code of the sample model that ModelContractTest breaks. */
class HttpRegistry implements Registry {}
