/**
 * The kinds of Kubernetes objects in deploy/kubernetes, as far as they are used there: from the API reference of Kubernetes
 * 1.32. What is not named is refused, so that a misspelled field is found.
 */
type Schema = Readonly<Record<string, unknown>>;

const TEXT: Schema = { type: "string", minLength: 1 };
const COUNT: Schema = { type: "integer", minimum: 0 };
const POSITIVE: Schema = { type: "integer", minimum: 1 };
const PORT: Schema = { type: "integer", minimum: 1, maximum: 65535 };
/** DNS label: names of objects, containers, volumes. */
const NAME: Schema = { type: "string", pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$" };
const PORT_NAME: Schema = { type: "string", pattern: "^[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$" };
const QUANTITY: Schema = { type: "string", pattern: "^[0-9]+(\\.[0-9]+)?(m|k|M|G|Ki|Mi|Gi)?$" };
const TRUE: Schema = { const: true };
const FALSE: Schema = { const: false };

/** An object with these fields alone; those of `required` must be there. */
function object(properties: Readonly<Record<string, Schema>>, required: readonly string[] = Object.keys(properties)): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}

function list(items: Schema, minItems = 1): Schema {
  return { type: "array", items, minItems };
}

function oneOf(...values: readonly string[]): Schema {
  return { enum: values };
}

const LABEL_KEY = "^([a-z0-9.-]+/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$";
const LABELS: Schema = {
  type: "object", minProperties: 1, propertyNames: { pattern: LABEL_KEY }, additionalProperties: { type: "string", pattern: "^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$" },
};
const SELECTOR = object({ matchLabels: LABELS });
const METADATA = object({ name: NAME, labels: LABELS });

function kind(apiVersion: string, name: string, rest: Readonly<Record<string, Schema>>): Schema {
  return object({ apiVersion: { const: apiVersion }, kind: { const: name }, metadata: METADATA, ...rest });
}

const PROBE = object(
  { httpGet: object({ path: { type: "string", pattern: "^/" }, port: PORT_NAME }), periodSeconds: POSITIVE, timeoutSeconds: POSITIVE, failureThreshold: POSITIVE },
  ["httpGet", "periodSeconds", "failureThreshold"],
);

const RESOURCES = object({
  requests: object({ cpu: QUANTITY, memory: QUANTITY }),
  limits: object({ cpu: QUANTITY, memory: QUANTITY }, ["memory"]),
});

const CONTAINER = object({
  name: NAME, image: TEXT, imagePullPolicy: oneOf("Always", "IfNotPresent", "Never"), args: list({ type: "string", pattern: "^--[a-z-]+=" }),
  ports: list(object({ name: PORT_NAME, containerPort: PORT, protocol: oneOf("TCP", "UDP", "SCTP") })),
  resources: RESOURCES, startupProbe: PROBE, readinessProbe: PROBE, livenessProbe: PROBE,
  securityContext: object({ allowPrivilegeEscalation: FALSE, readOnlyRootFilesystem: TRUE, capabilities: object({ drop: { const: ["ALL"] } }) }),
  volumeMounts: list(object({ name: NAME, mountPath: { type: "string", pattern: "^/" }, readOnly: { type: "boolean" } }, ["name", "mountPath"])),
});

const VOLUME = {
  oneOf: [
    object({ name: NAME, persistentVolumeClaim: object({ claimName: NAME, readOnly: { type: "boolean" } }) }),
    object({ name: NAME, secret: object({ secretName: NAME, defaultMode: { type: "integer", minimum: 0, maximum: 0o777 } }) }),
    object({ name: NAME, configMap: object({ name: NAME }) }),
    object({ name: NAME, emptyDir: object({ sizeLimit: QUANTITY }) }),
  ],
};

const POD = object({
  automountServiceAccountToken: FALSE,
  terminationGracePeriodSeconds: POSITIVE,
  securityContext: object({
    runAsNonRoot: TRUE, runAsUser: POSITIVE, runAsGroup: POSITIVE, fsGroup: POSITIVE, seccompProfile: object({ type: oneOf("RuntimeDefault") }),
  }),
  topologySpreadConstraints: list(object({
    maxSkew: POSITIVE, topologyKey: TEXT, whenUnsatisfiable: oneOf("DoNotSchedule", "ScheduleAnyway"), labelSelector: SELECTOR,
  })),
  containers: list(CONTAINER),
  volumes: list(VOLUME),
});

const DEPLOYMENT = kind("apps/v1", "Deployment", {
  spec: object({
    revisionHistoryLimit: COUNT,
    selector: SELECTOR,
    strategy: object({ type: oneOf("RollingUpdate"), rollingUpdate: object({ maxUnavailable: COUNT, maxSurge: POSITIVE }) }),
    template: object({ metadata: object({ labels: LABELS }), spec: POD }),
  }),
});

const SERVICE = kind("v1", "Service", {
  spec: object({
    type: oneOf("ClusterIP", "NodePort", "LoadBalancer"), selector: LABELS,
    ports: list(object({ name: PORT_NAME, port: PORT, targetPort: PORT_NAME, protocol: oneOf("TCP") })),
  }),
});

const METRIC = {
  oneOf: [
    object({ type: oneOf("Resource"), resource: object({ name: oneOf("cpu", "memory"), target: object({ type: oneOf("Utilization"), averageUtilization: POSITIVE }) }) }),
    object({ type: oneOf("Pods"), pods: object({ metric: object({ name: TEXT }), target: object({ type: oneOf("AverageValue"), averageValue: QUANTITY }) }) }),
  ],
};

const SCALING = object({
  stabilizationWindowSeconds: { type: "integer", minimum: 0, maximum: 3600 },
  policies: list(object({ type: oneOf("Pods", "Percent"), value: POSITIVE, periodSeconds: { type: "integer", minimum: 1, maximum: 1800 } })),
});

const AUTOSCALER = kind("autoscaling/v2", "HorizontalPodAutoscaler", {
  spec: object({
    scaleTargetRef: object({ apiVersion: oneOf("apps/v1"), kind: oneOf("Deployment"), name: NAME }),
    minReplicas: POSITIVE, maxReplicas: POSITIVE, metrics: list(METRIC), behavior: object({ scaleUp: SCALING, scaleDown: SCALING }),
  }),
});

const BUDGET = kind("policy/v1", "PodDisruptionBudget", { spec: object({ maxUnavailable: POSITIVE, selector: SELECTOR }) });

const PEER = { oneOf: [object({ podSelector: SELECTOR }), object({ namespaceSelector: SELECTOR })] };
const NETWORK_POLICY = kind("networking.k8s.io/v1", "NetworkPolicy", {
  spec: object({
    podSelector: SELECTOR,
    policyTypes: { const: ["Ingress", "Egress"] },
    ingress: list(object({ from: list(PEER), ports: list(object({ protocol: oneOf("TCP"), port: PORT })) })),
    egress: { const: [] },
  }),
});

const CONFIG_MAP = kind("v1", "ConfigMap", { data: { type: "object", minProperties: 1, additionalProperties: { type: "string" } } });

const CLAIM = kind("v1", "PersistentVolumeClaim", {
  spec: object({
    accessModes: list(oneOf("ReadOnlyMany", "ReadWriteMany")), resources: object({ requests: object({ storage: QUANTITY }) }),
  }),
});

/** A schema for each kind. */
export const KUBERNETES_SCHEMAS: Readonly<Record<string, Schema>> = {
  Deployment: DEPLOYMENT, Service: SERVICE, HorizontalPodAutoscaler: AUTOSCALER, PodDisruptionBudget: BUDGET, NetworkPolicy: NETWORK_POLICY,
  ConfigMap: CONFIG_MAP, PersistentVolumeClaim: CLAIM,
};
