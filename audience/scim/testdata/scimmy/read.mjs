// Reads a ListResponse as a SCIM server would and prints it as that server
// would answer: each user is held against the schemas of RFC 7643 and of
// Osmosi's extension, and what they do not allow is an error. With PATCH
// requests besides, {"user": …, "requests": […]}, it prints what becomes of the
// user by each.
import { readFileSync } from "node:fs";
import SCIMMY from "scimmy";

const { Attribute, SchemaDefinition } = SCIMMY.Types;
const { User, EnterpriseUser } = SCIMMY.Schemas;
const extension = new SchemaDefinition("User", "urn:ietf:params:scim:schemas:extension:osmosi:2.0:User", "Osmosi", [
  new Attribute("string", "hired"),
  new Attribute("string", "workDays", { multiValued: true }),
  new Attribute("string", "dottedManagers", { multiValued: true }),
  new Attribute("complex", "traits", { multiValued: true }, [
    new Attribute("string", "name", { required: true }),
    new Attribute("string", "type", { canonicalValues: ["text", "number", "integer", "flag", "date", "list"] }),
    new Attribute("string", "value"),
    new Attribute("string", "values", { multiValued: true }),
  ]),
]);
User.extend(EnterpriseUser);
User.extend(extension);

const input = JSON.parse(readFileSync(0, "utf8"));
if (input.requests) {
  const results = [];
  for (const request of input.requests) {
    const user = new User(input.user, "out");
    const patch = new SCIMMY.Messages.PatchOp(request);
    results.push((await patch.apply(user)) ?? user);
  }
  console.log(JSON.stringify(results));
} else {
  const users = input.Resources.map((user) => new User(user, "both"));
  const { totalResults, startIndex, itemsPerPage } = input;
  console.log(JSON.stringify(new SCIMMY.Messages.ListResponse(users, { totalResults, startIndex, itemsPerPage })));
}
