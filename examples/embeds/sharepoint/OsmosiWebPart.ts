// The widget as a web part of the SharePoint Framework. Put it in a solution that
// `yo @microsoft/sharepoint` made, in place of the web part's own file.
//
// SharePoint Online allows scripts from trusted sources only: add the host of
// `base` under "Trusted script sources" in the SharePoint admin centre.
import { Version } from "@microsoft/sp-core-library";
import { type IPropertyPaneConfiguration, PropertyPaneTextField } from "@microsoft/sp-property-pane";
import { BaseClientSideWebPart } from "@microsoft/sp-webpart-base";

export interface IOsmosiWebPartProps {
  /** Folder of the widget's files and the bundle, ending in a slash. */
  base: string;
  /** Address that takes events; empty where none does. */
  endpoint: string;
}

type Widget = HTMLElement & { profile: object | null };

export default class OsmosiWebPart extends BaseClientSideWebPart<IOsmosiWebPartProps> {
  private widget: Widget | undefined;

  protected async onInit(): Promise<void> {
    await super.onInit();
    // Not bundled: the module and the engine beside it stay of one version.
    await import(/* webpackIgnore: true */ `${this.properties.base}osmosi-widget.js`);
  }

  public render(): void {
    const { cultureInfo, user } = this.context.pageContext;
    const widget = this.widget ?? (document.createElement("osmosi-widget") as Widget);
    widget.setAttribute("src", `${this.properties.base}bundle.json`);
    widget.setAttribute("lang", cultureInfo.currentUICultureName);
    widget.toggleAttribute("endpoint", false);
    if (this.properties.endpoint) widget.setAttribute("endpoint", this.properties.endpoint);
    // What the page knows; name your campaign's own traits here. It stays in the page.
    widget.profile = { language: cultureInfo.currentUICultureName.slice(0, 2), guest: user.isExternalGuestUser };
    if (this.widget) return;
    this.widget = widget;
    this.domElement.append(widget);
  }

  protected onDispose(): void {
    this.widget?.remove();
    this.widget = undefined;
  }

  protected get dataVersion(): Version {
    return Version.parse("1.0");
  }

  protected getPropertyPaneConfiguration(): IPropertyPaneConfiguration {
    return {
      pages: [{
        groups: [{
          groupFields: [
            PropertyPaneTextField("base", { label: "Folder of the widget" }),
            PropertyPaneTextField("endpoint", { label: "Address for events" }),
          ],
        }],
      }],
    };
  }
}
