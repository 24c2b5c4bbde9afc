package dev.ecrauditor.policy.request;

import java.util.List;
import java.util.Map;

/**
 * The resource for which an AWS service acts: the form of the ARNs of its own resources.
 *
 * <p>Source: "Resource types" of each service, Service Authorization Reference; "The confused deputy problem", IAM User
 * Guide.
 *
 * @param partition such as {@code aws}
 * @param service the third field of the ARN
 * @param region the fourth field
 * @param resource the text after the account, for an external resource
 */
public record ServiceResource(String partition, String service, String region, String resource) {

    private static final String DOMAIN = ".amazonaws.com";
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final int LONGEST = 63;

    /** The service and the resource in the ARN, by the name of the service without its domain. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("apprunner", "apprunner service/stranger/" + ID),
            Map.entry("batch", "batch job-definition/stranger:1"),
            Map.entry("bedrock-agentcore", "bedrock-agentcore runtime/stranger"),
            Map.entry("cloudformation", "cloudformation stack/stranger/00000000-0000-4000-8000-000000000000"),
            Map.entry("cloudwatch", "cloudwatch alarm:stranger"),
            Map.entry("codebuild", "codebuild project/stranger"),
            Map.entry("codepipeline", "codepipeline stranger"),
            Map.entry("ec2", "ec2 instance/i-0123456789abcdef0"),
            Map.entry("ecr", "ecr repository/stranger"),
            Map.entry("ecs", "ecs service/stranger/stranger"),
            Map.entry("ecs-tasks", "ecs task/stranger/" + ID),
            Map.entry("eks", "eks cluster/stranger"),
            Map.entry("events", "events rule/stranger"),
            Map.entry("glue", "glue job/stranger"),
            Map.entry("imagebuilder", "imagebuilder image-pipeline/stranger"),
            Map.entry("lambda", "lambda function:stranger"),
            Map.entry("lightsail", "lightsail ContainerService/00000000-0000-4000-8000-000000000000"),
            Map.entry("logs", "logs log-group:stranger"),
            Map.entry("s3", "s3 accesspoint/stranger"),
            Map.entry("sagemaker", "sagemaker model/stranger"),
            Map.entry("scheduler", "scheduler schedule/default/stranger"),
            Map.entry("sns", "sns stranger"),
            Map.entry("sqs", "sqs stranger"),
            Map.entry("states", "states stateMachine:stranger"));

    /**
     * An example of a resource for which a service calls.
     *
     * @param principal the name of a service, such as {@code lambda.amazonaws.com}
     */
    public static ServiceResource of(String principal) {
        boolean china = principal.endsWith(DOMAIN + ".cn");
        int domain = principal.indexOf(DOMAIN);
        String name = domain < 0 ? principal : principal.substring(0, domain);
        List<String> labels = List.of(name.split("\\.", -1));
        boolean regional = labels.size() > 1 && isRegion(labels.get(labels.size() - 1));
        String region = regional ? labels.get(labels.size() - 1) : china ? "cn-north-1" : "us-east-1";
        String own = labels.get(labels.size() - (regional ? 2 : 1));
        String[] known = KNOWN.getOrDefault(own, (isName(own) ? own : "service") + " stranger")
                .split(" ", 2);
        return new ServiceResource(china ? "aws-cn" : "aws", known[0], region, known[1]);
    }

    /** The beginning of the ARN of its resources in an account. */
    String begin(String account) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":";
    }

    String arn(String account) {
        return begin(account) + resource;
    }

    private static boolean isRegion(String label) {
        String[] words = label.split("-", -1);
        return isName(label)
                && words.length >= 3
                && words[words.length - 1].length() == 1
                && Character.isDigit(words[words.length - 1].charAt(0));
    }

    private static boolean isName(String label) {
        return !label.isEmpty()
                && label.length() <= LONGEST
                && label.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    }
}
